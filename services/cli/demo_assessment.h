#pragma once

#include <memory>
#include <string>

#include "services/cli/demo_narrator.h"
#include "services/cli/session.h"
#include "sinergi/tat/v1/tat_service.pb.h"

namespace sinergi::cli {

// An investigator asks for an integrated assessment and learns what the team recommends; whoever
// works on referrals learns nothing of it.
class AssessmentStory {
 public:
  explicit AssessmentStory(Session& session) : session_(session), narrator_(session.output()) {}

  Ending Play();

 private:
  Ending Ask();
  Ending RefuseOthers();
  Ending Assess();
  Ending Learn();

  Answer<std::unique_ptr<Connection>> Enter(Caller caller) const;

  // Whoever this is, they are refused for this reason.
  Ending ExpectRefusal(const Caller& caller, const char* reason) const;

  Session& session_;
  Narrator narrator_;
  tat::v1::TatRequest request_;
};

}  // namespace sinergi::cli
