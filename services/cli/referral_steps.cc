#include "services/cli/referral_steps.h"

#include <google/protobuf/util/time_util.h>

#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

namespace v1 = ::sinergi::referrals::v1;
using Stub = v1::ReferralsService::Stub;

struct ReasonOptions : StepOptions {
  std::string reason;
  std::string note;
};

struct AppointmentOptions : StepOptions {
  std::string status;
  std::string time;
};

Ending Receive(Session& session, const StepOptions& options) {
  return TakeStep(session, options, &Stub::ReceiveReferral, v1::ReceiveReferralRequest());
}

Ending Start(Session& session, const StepOptions& options) {
  return TakeStep(session, options, &Stub::StartReferral, v1::StartReferralRequest());
}

Ending Resume(Session& session, const StepOptions& options) {
  return TakeStep(session, options, &Stub::ResumeReferral, v1::ResumeReferralRequest());
}

Ending ConfirmCancellation(Session& session, const StepOptions& options) {
  return TakeStep(session, options, &Stub::ConfirmCancellation, v1::ConfirmCancellationRequest());
}

Ending Void(Session& session, const StepOptions& options) {
  return TakeStep(session, options, &Stub::VoidReferral, v1::VoidReferralRequest());
}

template <class Reason, class Request, class Method>
Ending TakeWithReason(Session& session, const ReasonOptions& options, Method method,
                      Request request) {
  const auto reason = ReadEnum<Reason>("--reason", options.reason);
  if (!reason) return reason.failure();
  request.set_reason(*reason);
  request.set_note(ReadNote(options.note));
  return TakeStep(session, options, method, request);
}

Ending Hold(Session& session, const ReasonOptions& options) {
  return TakeWithReason<v1::HoldReason>(session, options, &Stub::HoldReferral,
                                        v1::HoldReferralRequest());
}

Ending Fail(Session& session, const ReasonOptions& options) {
  return TakeWithReason<v1::FailureReason>(session, options, &Stub::FailReferral,
                                           v1::FailReferralRequest());
}

Ending Cancel(Session& session, const ReasonOptions& options) {
  return TakeWithReason<v1::CancellationReason>(session, options, &Stub::CancelReferral,
                                                v1::CancelReferralRequest());
}

Ending Record(Session& session, const AppointmentOptions& options) {
  const auto status = ReadEnum<v1::AppointmentStatus>("--status", options.status);
  if (!status) return status.failure();
  v1::RecordAppointmentRequest request;
  request.set_status(*status);
  if (!options.time.empty() &&
      !google::protobuf::util::TimeUtil::FromString(options.time, request.mutable_time())) {
    return UsageFailure(messages::kTimeUnreadable, {{"option", "--time"}});
  }
  return TakeStep(session, options, &Stub::RecordAppointment, request);
}

struct SessionOptions : StepOptions {
  std::string kind;
  std::string time;
  std::string attended = "yes";
  std::string note;
};

Ending RecordSession(Session& session, const SessionOptions& options) {
  const auto kind = ReadEnum<v1::SessionKind>("--kind", options.kind);
  if (!kind) return kind.failure();
  v1::RecordSessionRequest request;
  request.set_kind(*kind);
  request.set_attended(options.attended == "yes");
  request.set_note(ReadNote(options.note));
  if (!options.time.empty() &&
      !google::protobuf::util::TimeUtil::FromString(options.time, request.mutable_time())) {
    return UsageFailure(messages::kTimeUnreadable, {{"option", "--time"}});
  }
  return TakeStep(session, options, &Stub::RecordSession, request);
}

Ending ListSessions(Session& session, const StepOptions& options) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  v1::ListSessionsRequest request;
  request.set_referral_id(*id);
  const auto got = session.Call(&Stub::ListSessions, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

Ending ListWaiting(Session& session, const PageOptions& page) {
  v1::ListWaitingReferralsRequest request;
  request.set_page_size(page.size);
  request.set_page_token(page.token);
  const auto got = session.Call(&Stub::ListWaitingReferrals, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

void AddWithReason(CommandLine& line, Command group, const std::string& name, const Message& about,
                   const std::string& reason, const Message& reasons,
                   Ending (*take)(Session&, const ReasonOptions&)) {
  const auto options = std::make_shared<ReasonOptions>();
  Command command = AddStep(line, group, name, about, " --reason " + reason, options, take);
  command.Add("--reason", options->reason, reasons).Required();
  command.Add("--note", options->note, help::kStepNote);
}

}  // namespace

void AddReferralSteps(CommandLine& line, Command group) {
  const auto page = std::make_shared<PageOptions>();
  Command waiting =
      line.AddCommand(group, "waiting", help::kReferralWaiting, "  sinergi referral waiting\n",
                      [page](Session& session) { return ListWaiting(session, *page); });
  waiting.AddPage(*page);
  const auto add = [&](const char* name, const Message& about,
                       Ending (*take)(Session&, const StepOptions&)) {
    AddStep(line, group, name, about, "", std::make_shared<StepOptions>(), take);
  };
  add("receive", help::kReferralReceive, Receive);
  add("start", help::kReferralStart, Start);
  AddWithReason(line, group, "hold", help::kReferralHold, "no-place", help::kHoldReason, Hold);
  add("resume", help::kReferralResume, Resume);
  const auto appointment = std::make_shared<AppointmentOptions>();
  Command record =
      AddStep(line, group, "appointment", help::kReferralAppointment,
              " --status scheduled --time 2026-03-04T09:00:00+07:00", appointment, Record);
  record.Add("--status", appointment->status, help::kAppointmentStatus).Required();
  record.Add("--time", appointment->time, help::kAppointmentTime);
  const auto sessions = std::make_shared<StepOptions>();
  const auto held = std::make_shared<SessionOptions>();
  Command meeting = AddStep(line, group, "session", help::kReferralSession, " --kind service", held,
                            RecordSession);
  meeting.Add("--kind", held->kind, help::kSessionKind).Required();
  meeting.Add("--time", held->time, help::kSessionTime);
  meeting.Add("--attended", held->attended, help::kAttended).OneOf({"yes", "no"}).ShowDefault();
  meeting.Add("--note", held->note, help::kStepNote);
  line.AddCommand(group, "sessions", help::kReferralSessions,
                  "  sinergi referral sessions RJ-7K3M-9Q2F\n",
                  [sessions](Session& session) { return ListSessions(session, *sessions); })
      .Add("referral", sessions->word, help::kReferralWord)
      .Required();
  AddWithReason(line, group, "fail", help::kReferralFail, "not-reached", help::kFailureReason,
                Fail);
  AddWithReason(line, group, "cancel", help::kReferralCancel, "served-elsewhere",
                help::kCancellationReason, Cancel);
  add("confirm-cancellation", help::kReferralConfirmCancellation, ConfirmCancellation);
  add("void", help::kReferralVoid, Void);
}

}  // namespace sinergi::cli
