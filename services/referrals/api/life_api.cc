#include "services/referrals/api/life_api.h"

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "common/timestamps/timestamps.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kLongestNote = 4000;
constexpr int kMostContacts = 10'000;

// The referral of a request that gives a reason and a note, and the reason. Of reasons, the last
// stands for others and needs the note.
template <class Reason>
struct Reasoned {
  ReferralTarget target;
  Reason reason;
};

template <class Reason, class Request>
Result<Reasoned<Reason>> ReadReasoned(const Request& request, int reasons) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto reason = CheckedEnum(checks, "reason", request.reason(), reasons);
  checks.OptionalText("note", request.note(), kLongestNote);
  if (reason == reasons && IsBlank(request.note())) {
    checks.Violated("note", reasons::kNoteRequired);
  }
  if (auto done = checks.Done(); !done) return done.error();
  return Reasoned<Reason>{{id, request.etag()}, static_cast<Reason>(*reason)};
}

struct Completion {
  ReferralTarget target;
  Outcome outcome;
};

Result<Completion> ReadCompletion(const v1::CompleteReferralRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const v1::Outcome& outcome = request.outcome();
  const auto result = CheckedEnum(checks, "outcome.result", outcome.result(), kOutcomeResults);
  auto given = CheckedServices(checks, "outcome.services_given", outcome.services_given());
  checks.Range("outcome.contacts", outcome.contacts(), 0, kMostContacts);
  const auto follow_up =
      OptionalEnum<FollowUp>(checks, "outcome.follow_up", outcome.follow_up(), kFollowUps);
  for (const auto& [field, text] : {std::pair("note", &request.note()),
                                    {"obstacles", &request.obstacles()},
                                    {"conclusion", &request.conclusion()},
                                    {"follow_up", &request.follow_up()}}) {
    checks.OptionalText(field, *text, kLongestNote);
  }
  if (follow_up == FollowUp::kOther && IsBlank(request.follow_up())) {
    checks.Violated("follow_up", reasons::kNoteRequired);
  }
  if (auto done = checks.Done(); !done) return done.error();
  return Completion{
      {id, request.etag()},
      {static_cast<OutcomeResult>(*result), std::move(given), outcome.contacts(), follow_up}};
}

// The time only of what is planned.
Result<Appointment> ReadAppointment(const v1::RecordAppointmentRequest& request) {
  FieldChecks checks;
  const auto status = CheckedEnum(checks, "status", request.status(), kAppointmentStatuses);
  const bool is_planned = status == static_cast<int>(AppointmentStatus::kScheduled);
  std::optional<Instant> time;
  if (request.has_time()) time = FromTimestamp(request.time());
  if (request.has_time() && !time) {
    checks.Violated("time", ::sinergi::reasons::kFieldMalformed, {{"form", kTimestampForm}});
  } else if (is_planned && !time) {
    checks.Violated("time", ::sinergi::reasons::kFieldRequired);
  } else if (status && !is_planned && time) {
    checks.Violated("time", reasons::kTimeOfNothingPlanned);
  }
  if (auto done = checks.Done(); !done) return done.error();
  return Appointment{static_cast<AppointmentStatus>(*status), time.value_or(Instant())};
}

}  // namespace

template <class Request>
void LifeApi::Serve(RpcService& service, const std::string& name,
                    Answer (LifeApi::*method)(const Call&, const Request&)) {
  service.Unary<Request>(name, [this, method](const Call& call, const Request& request) {
    return (this->*method)(call, request);
  });
}

template <class Request, class Response>
void LifeApi::ServeStep(RpcService& service, const std::string& name, Step step) {
  service.Unary<Request>(name, [this, step](const Call& call, const Request& request) -> Answer {
    const auto change = ChangeRequestOf(call, request, use_.hash_key);
    if (!change) return change.error();
    const auto target = TargetOf(request.referral_id(), request.etag());
    if (!target) return target.error();
    return use_.life.Take(ContextOf(call), *change, *target, step, ReferralIn<Response>());
  });
}

LifeApi::LifeApi(const Dependencies& dependencies, RpcService& service) : use_(dependencies) {
  ServeStep<v1::ReceiveReferralRequest, v1::ReceiveReferralResponse>(service, "ReceiveReferral",
                                                                     Step::kReceive);
  ServeStep<v1::StartReferralRequest, v1::StartReferralResponse>(service, "StartReferral",
                                                                 Step::kStart);
  ServeStep<v1::ResumeReferralRequest, v1::ResumeReferralResponse>(service, "ResumeReferral",
                                                                   Step::kResume);
  ServeStep<v1::ConfirmCancellationRequest, v1::ConfirmCancellationResponse>(
      service, "ConfirmCancellation", Step::kConfirmCancellation);
  ServeStep<v1::VoidReferralRequest, v1::VoidReferralResponse>(service, "VoidReferral",
                                                               Step::kVoid);
  Serve(service, "SendReferral", &LifeApi::Send);
  Serve(service, "AcceptReferral", &LifeApi::Accept);
  Serve(service, "RejectReferral", &LifeApi::Reject);
  Serve(service, "HoldReferral", &LifeApi::Hold);
  Serve(service, "CompleteReferral", &LifeApi::Complete);
  Serve(service, "FailReferral", &LifeApi::Fail);
  Serve(service, "CancelReferral", &LifeApi::Cancel);
  Serve(service, "RecordAppointment", &LifeApi::Record);
}

LifeApi::Answer LifeApi::Send(const Call& call, const v1::SendReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  std::optional<SecondReferralReason> second;
  if (request.second_reason() != v1::SECOND_REFERRAL_REASON_UNSPECIFIED) {
    const auto reason =
        CheckedEnum(checks, "second_reason", request.second_reason(), kSecondReferralReasons);
    if (reason) second = static_cast<SecondReferralReason>(*reason);
  }
  if (auto done = checks.Done(); !done) return done.error();
  return use_.life.Send(ContextOf(call), *change, {id, request.etag()}, second,
                        ReferralIn<v1::SendReferralResponse>());
}

LifeApi::Answer LifeApi::Accept(const Call& call, const v1::AcceptReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto target = TargetOf(request.referral_id(), request.etag());
  if (!target) return target.error();
  return use_.life.Accept(ContextOf(call), *change, *target,
                          ReferralIn<v1::AcceptReferralResponse>());
}

LifeApi::Answer LifeApi::Reject(const Call& call, const v1::RejectReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto read = ReadReasoned<RejectionReason>(request, kRejectionReasons);
  if (!read) return read.error();
  return use_.life.Reject(ContextOf(call), *change, read->target, read->reason, request.note(),
                          ReferralIn<v1::RejectReferralResponse>());
}

LifeApi::Answer LifeApi::Hold(const Call& call, const v1::HoldReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto read = ReadReasoned<HoldReason>(request, kHoldReasons);
  if (!read) return read.error();
  return use_.life.Hold(ContextOf(call), *change, read->target, read->reason, request.note(),
                        ReferralIn<v1::HoldReferralResponse>());
}

LifeApi::Answer LifeApi::Complete(const Call& call, const v1::CompleteReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto read = ReadCompletion(request);
  if (!read) return read.error();
  return use_.life.Complete(ContextOf(call), *change, read->target, read->outcome, request.note(),
                            {request.obstacles(), request.conclusion(), request.follow_up()},
                            ReferralIn<v1::CompleteReferralResponse>());
}

LifeApi::Answer LifeApi::Fail(const Call& call, const v1::FailReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto read = ReadReasoned<FailureReason>(request, kFailureReasons);
  if (!read) return read.error();
  return use_.life.Fail(ContextOf(call), *change, read->target, read->reason, request.note(),
                        ReferralIn<v1::FailReferralResponse>());
}

LifeApi::Answer LifeApi::Cancel(const Call& call, const v1::CancelReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto read = ReadReasoned<CancellationReason>(request, kCancellationReasons);
  if (!read) return read.error();
  return use_.life.Cancel(ContextOf(call), *change, read->target, read->reason, request.note(),
                          ReferralIn<v1::CancelReferralResponse>());
}

LifeApi::Answer LifeApi::Record(const Call& call, const v1::RecordAppointmentRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto target = TargetOf(request.referral_id(), request.etag());
  if (!target) return target.error();
  const auto appointment = ReadAppointment(request);
  if (!appointment) return appointment.error();
  return use_.life.Record(ContextOf(call), *change, *target, *appointment,
                          ReferralIn<v1::RecordAppointmentResponse>());
}

}  // namespace sinergi::referrals
