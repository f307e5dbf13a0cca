#include "services/cli/person_file.h"

#include <google/protobuf/util/json_util.h>

#include "services/cli/private_file.h"
#include "services/cli/resolve.h"

namespace sinergi::cli {

Answer<referrals::v1::ReferralPerson> ReadPersonFile(const std::string& path) {
  const auto text = path == "-" ? ReadNote(path) : ReadSmallFile(path);
  if (!text) return LocalFailure(messages::kFileUnreadable, {{"path", path}});
  referrals::v1::ReferralPerson person;
  const auto read = google::protobuf::util::JsonStringToMessage(*text, &person);
  const bool says_more = !person.outcome_obstacles().empty() ||
                         !person.outcome_conclusion().empty() ||
                         !person.outcome_follow_up().empty();
  if (!read.ok() || says_more || !person.rejection_note().empty() ||
      !person.outcome_note().empty()) {
    return UsageFailure(messages::kPersonFileWrong, {{"path", path}});
  }
  return person;
}

}  // namespace sinergi::cli
