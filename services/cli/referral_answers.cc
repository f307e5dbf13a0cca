#include "services/cli/referral_answers.h"

#include "services/cli/referral_steps.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

struct EmergencyOptions {
  std::string word;
  std::string reason;
  std::string justification;
};

struct AnswerOptions : StepOptions {
  std::string reason;
  std::string result;
  std::vector<std::string> given;
  int contacts = 0;
  std::string note;
  std::string obstacles;
  std::string conclusion;
  std::string follow_up;
  std::string follow_up_note;
};

Ending Accept(Session& session, const AnswerOptions& options) {
  return TakeStep(session, options, &ReferralsService::Stub::AcceptReferral,
                  referrals::v1::AcceptReferralRequest());
}

Ending Reject(Session& session, const AnswerOptions& options) {
  const auto reason = ReadEnum<referrals::v1::RejectionReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  referrals::v1::RejectReferralRequest request;
  request.set_reason(*reason);
  request.set_note(ReadNote(options.note));
  return TakeStep(session, options, &ReferralsService::Stub::RejectReferral, request);
}

Ending Complete(Session& session, const AnswerOptions& options) {
  referrals::v1::CompleteReferralRequest request;
  const auto result = ReadEnum<referrals::v1::OutcomeResult>("--result", options.result);
  if (!result) return result.failure();
  request.mutable_outcome()->set_result(*result);
  for (const std::string& name : options.given) {
    const auto service = ReadEnum<referrals::v1::FacilityService>("--given", name);
    if (!service) return service.failure();
    request.mutable_outcome()->add_services_given(*service);
  }
  request.mutable_outcome()->set_contacts(options.contacts);
  const auto follow_up = ReadEnum<referrals::v1::OutcomeFollowUp>("--follow-up", options.follow_up);
  if (!follow_up) return follow_up.failure();
  request.mutable_outcome()->set_follow_up(*follow_up);
  request.set_note(ReadNote(options.note));
  request.set_obstacles(ReadNote(options.obstacles));
  request.set_conclusion(ReadNote(options.conclusion));
  request.set_follow_up(ReadNote(options.follow_up_note));
  return TakeStep(session, options, &ReferralsService::Stub::CompleteReferral, request);
}

Ending BreakGlass(Session& session, const EmergencyOptions& options) {
  const auto reason = ReadEnum<referrals::v1::BreakGlassReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  referrals::v1::BreakGlassRequest request;
  request.set_referral_id(*id);
  request.set_reason(*reason);
  request.set_justification(ReadNote(options.justification));
  const auto got = session.Call(&ReferralsService::Stub::BreakGlass, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->person()); });
  return {};
}

}  // namespace

void AddReferralAnswers(CommandLine& line, Command group) {
  AddStep(line, group, "accept", help::kReferralAccept, "", std::make_shared<AnswerOptions>(),
          Accept);
  const auto rejected = std::make_shared<AnswerOptions>();
  Command reject = AddStep(line, group, "reject", help::kReferralReject, " --reason full --note -",
                           rejected, Reject);
  reject.Add("--reason", rejected->reason, help::kReason).Required();
  reject.Add("--note", rejected->note, help::kNote);
  const auto completed = std::make_shared<AnswerOptions>();
  Command complete =
      AddStep(line, group, "complete", help::kReferralComplete,
              " --result finished --given outpatient --contacts 8 --follow-up aftercare", completed,
              Complete);
  complete.Add("--result", completed->result, help::kResult).Required();
  complete.AddSeveral("--given", completed->given, help::kGiven);
  complete.AddNumber("--contacts", completed->contacts, {0, 10'000}, help::kContacts);
  complete.Add("--note", completed->note, help::kNote);
  complete.Add("--obstacles", completed->obstacles, help::kObstacles);
  complete.Add("--conclusion", completed->conclusion, help::kConclusion);
  complete.Add("--follow-up", completed->follow_up, help::kFollowUp);
  complete.Add("--follow-up-note", completed->follow_up_note, help::kFollowUpNote);
  const auto emergency = std::make_shared<EmergencyOptions>();
  Command broken = line.AddCommand(
      group, "break-glass", help::kBreakGlass,
      "  sinergi referral break-glass RJ-7K3M-9Q2F --reason danger-to-person --justification -\n",
      [emergency](Session& session) { return BreakGlass(session, *emergency); });
  broken.Add("referral", emergency->word, help::kReferralWord).Required();
  broken.Add("--reason", emergency->reason, help::kBreakGlassReason).Required();
  broken.Add("--justification", emergency->justification, help::kJustification).Required();
}

}  // namespace sinergi::cli
