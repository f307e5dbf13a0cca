#include "services/cli/resolve.h"

#include <iostream>
#include <iterator>

#include "common/ids/uuid.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

Answer<std::string> OnlyOne(const std::string& name, const std::vector<std::string>& ids) {
  if (ids.size() == 1) return ids.front();
  if (ids.empty()) return LocalFailure(messages::kFacilityNameUnknown, {{"name", name}});
  std::string all;
  for (const std::string& id : ids) all += (all.empty() ? "" : ", ") + id;
  return LocalFailure(messages::kFacilityNameTwice, {{"name", name}, {"ids", all}});
}

}  // namespace

Answer<referrals::v1::Referral> FindReferral(Session& session, const std::string& word) {
  referrals::v1::GetReferralRequest request;
  if (Uuid::Parse(word)) {
    request.set_referral_id(word);
  } else {
    request.set_reference(word);
  }
  auto got = session.Call(&ReferralsService::Stub::GetReferral, request);
  if (!got) return got.failure();
  return std::move(*got->mutable_referral());
}

Answer<std::string> ReferralId(Session& session, const std::string& word) {
  if (Uuid::Parse(word)) return word;
  const auto found = FindReferral(session, word);
  if (!found) return found.failure();
  return found->referral_id();
}

Answer<std::string> FacilityId(Session& session, const std::string& word) {
  if (Uuid::Parse(word)) return word;
  referrals::v1::ListFacilitiesRequest request;
  std::vector<std::string> ids;
  do {
    request.set_page_size(200);
    const auto page = session.Call(&ReferralsService::Stub::ListFacilities, request);
    if (!page) return page.failure();
    for (const auto& facility : page->facilities()) {
      if (facility.name() == word) ids.push_back(facility.facility_id());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return OnlyOne(word, ids);
}

std::string ReadNote(const std::string& word) {
  if (word != "-") return word;
  std::string text(std::istreambuf_iterator<char>(std::cin), {});
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace sinergi::cli
