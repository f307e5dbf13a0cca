#include "services/cli/referral_answers.h"

#include "services/cli/referral_view.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

struct AnswerOptions {
  std::string word;
  std::string etag;
  std::string reason;
  std::string result;
  std::vector<std::string> given;
  int contacts = 0;
  std::string note;
};

// Names the referral, makes the call and shows how the referral stands then.
template <class Method, class Request>
Ending Give(Session& session, const AnswerOptions& options, Method method, Request request) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  request.set_referral_id(*id);
  request.set_etag(options.etag);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->referral()); });
  return {};
}

Ending Accept(Session& session, const AnswerOptions& options) {
  return Give(session, options, &ReferralsService::Stub::AcceptReferral,
              referrals::v1::AcceptReferralRequest());
}

Ending Reject(Session& session, const AnswerOptions& options) {
  const auto reason = ReadEnum<referrals::v1::RejectionReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  referrals::v1::RejectReferralRequest request;
  request.set_reason(*reason);
  request.set_note(ReadNote(options.note));
  return Give(session, options, &ReferralsService::Stub::RejectReferral, request);
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
  request.set_note(ReadNote(options.note));
  return Give(session, options, &ReferralsService::Stub::CompleteReferral, request);
}

using Giver = Ending (*)(Session&, const AnswerOptions&);

CLI::App& AddAnswer(CommandLine& line, CLI::App& group, const std::string& name,
                    const Message& about, const std::string& example,
                    const std::shared_ptr<AnswerOptions>& options, Giver give) {
  CLI::App& command = line.Command(
      group, name, about, "  sinergi referral " + name + " RJ-7K3M-9Q2F" + example + "\n",
      [options, give](Session& session) { return give(session, *options); });
  line.Add(command, "referral", options->word, help::kReferralWord).required();
  line.Add(command, "--etag", options->etag, help::kEtag);
  return command;
}

}  // namespace

void AddReferralAnswers(CommandLine& line, CLI::App& group) {
  AddAnswer(line, group, "accept", help::kReferralAccept, "", std::make_shared<AnswerOptions>(),
            Accept);
  const auto rejected = std::make_shared<AnswerOptions>();
  CLI::App& reject = AddAnswer(line, group, "reject", help::kReferralReject,
                               " --reason full --note -", rejected, Reject);
  line.Add(reject, "--reason", rejected->reason, help::kReason).required();
  line.Add(reject, "--note", rejected->note, help::kNote);
  const auto completed = std::make_shared<AnswerOptions>();
  CLI::App& complete =
      AddAnswer(line, group, "complete", help::kReferralComplete,
                " --result finished --given outpatient --contacts 8", completed, Complete);
  line.Add(complete, "--result", completed->result, help::kResult).required();
  complete.add_option("--given", completed->given, line.Text(help::kGiven))
      ->allow_extra_args(false);
  complete.add_option("--contacts", completed->contacts, line.Text(help::kContacts))
      ->check(CLI::Range(0, 10'000).description(""));
  line.Add(complete, "--note", completed->note, help::kNote);
}

}  // namespace sinergi::cli
