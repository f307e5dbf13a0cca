#include "services/cli/demo_assessment.h"

#include "services/cli/demo_messages.h"
#include "services/cli/login.h"
#include "services/cli/moments.h"
#include "services/cli/tat_messages.h"
#include "sinergi/tat/v1/tat_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

namespace v1 = ::sinergi::tat::v1;
using Stub = v1::TatService::Stub;

constexpr const char* kOffice = "BNNK-PANGKALPINANG";
constexpr const char* kPolice = "POLRES-PANGKALPINANG";
constexpr const char* kType = "rawat jalan";

Caller Somebody(const std::vector<std::string>& roles, const char* office, const char* agency) {
  Caller caller;
  caller.subject = "demo-" + roles.front();
  caller.roles = roles;
  caller.office = office;
  caller.agency = agency;
  return caller;
}

Caller Investigator() { return Somebody({"investigator"}, "", kPolice); }

}  // namespace

Ending AssessmentStory::Play() {
  const std::string& server = session_.options().server;
  if (!IsLoopback(server)) return UsageFailure(messages::kLoopbackOnly, {{"server", server}});
  narrator_.Title(demo::kAssessmentTitle);
  narrator_.Chapter(demo::kAssessmentChapter);
  for (const auto step : {&AssessmentStory::Ask, &AssessmentStory::RefuseOthers,
                          &AssessmentStory::Assess, &AssessmentStory::Learn}) {
    if (auto failed = (this->*step)()) return failed;
  }
  return {};
}

Ending AssessmentStory::Ask() {
  const auto investigator = Enter(Investigator());
  if (!investigator) return investigator.failure();
  narrator_.Step(demo::kPolice, demo::kAsksForAssessment, {{"office", kOffice}});
  v1::SubmitTatRequestRequest request;
  request.set_office(kOffice);
  request.mutable_tat_case()->set_name("Tersangka Contoh");
  request.mutable_tat_case()->set_case_number("LP/CONTOH/2026");
  request.mutable_tat_case()->set_investigator_name("Penyidik Contoh");
  const auto submitted = (*investigator)->Call(&Stub::SubmitTatRequest, request);
  if (!submitted) return submitted.failure();
  request_ = submitted->tat_request();
  narrator_.Check(demo::kAssessmentOwed,
                  {{"reference", request_.reference()},
                   {"due", LocalTime(ToInstant(request_.due_time()), TimeZone::kWib)}});
  return {};
}

Ending AssessmentStory::RefuseOthers() {
  for (const auto& [caller, reason] :
       {std::pair{Somebody({"office-officer"}, kOffice, ""), "PERMISSION_MISSING"},
        {Somebody({"tat-team", "office-officer"}, kOffice, ""), "ROLES_NOT_APART"},
        {Somebody({"tat-team"}, "BNNK-PALOPO", ""), "TAT_REQUEST_NOT_FOUND"}}) {
    if (auto failed = ExpectRefusal(caller, reason)) return failed;
  }
  narrator_.Check(demo::kAssessmentApart);
  return {};
}

Ending AssessmentStory::Assess() {
  const auto team = Enter(Somebody({"tat-team"}, kOffice, ""));
  if (!team) return team.failure();
  narrator_.Step(demo::kTatTeam, demo::kAssesses);
  v1::StartTatAssessmentRequest start;
  start.set_tat_request_id(request_.tat_request_id());
  const auto started = (*team)->Call(&Stub::StartTatAssessment, start);
  if (!started) return started.failure();
  narrator_.Step(demo::kTatTeam, demo::kRecommends);
  v1::ConcludeTatRequestRequest conclude;
  conclude.set_tat_request_id(request_.tat_request_id());
  auto& recommendation = *conclude.mutable_recommendation();
  recommendation.set_role("penyalah guna");
  recommendation.set_addiction_level("sedang");
  recommendation.set_usage_pattern("teratur");
  recommendation.set_rehabilitation(true);
  recommendation.set_rehabilitation_type(kType);
  recommendation.set_rehabilitation_place("Klinik Pratama BNN Kota Pangkalpinang");
  const auto concluded = (*team)->Call(&Stub::ConcludeTatRequest, conclude);
  return concluded ? Ending() : Ending(concluded.failure());
}

Ending AssessmentStory::Learn() {
  const auto investigator = Enter(Investigator());
  if (!investigator) return investigator.failure();
  narrator_.Step(demo::kPolice, demo::kReadsRecommendation);
  v1::GetTatRecommendationRequest request;
  request.set_tat_request_id(request_.tat_request_id());
  const auto read = (*investigator)->Call(&Stub::GetTatRecommendation, request);
  if (!read) return read.failure();
  if (read->recommendation().rehabilitation_type() != kType) {
    return LocalFailure(demo::kRecommendationDiffers, {{"reference", request_.reference()}});
  }
  narrator_.Check(demo::kRecommendationKnown);
  return {};
}

Answer<std::unique_ptr<Connection>> AssessmentStory::Enter(Caller caller) const {
  const GlobalOptions& options = session_.options();
  const auto token = IssueDevelopmentToken(options.data, caller, std::chrono::hours(1));
  if (!token) return token.failure();
  return std::make_unique<Connection>(options.server, *token, options.timeout());
}

Ending AssessmentStory::ExpectRefusal(const Caller& caller, const char* reason) const {
  const auto somebody = Enter(caller);
  if (!somebody) return somebody.failure();
  v1::GetTatRequestRequest request;
  request.set_tat_request_id(request_.tat_request_id());
  const auto got = (*somebody)->Call(&Stub::GetTatRequest, request);
  if (!got && got.failure().error.reason == reason) return {};
  return LocalFailure(demo::kNotRefused, {{"caller", caller.subject}, {"reason", reason}});
}

}  // namespace sinergi::cli
