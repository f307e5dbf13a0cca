#include "services/referrals/api/session_api.h"

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "common/timestamps/timestamps.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kLongestNote = 4000;

}  // namespace

SessionApi::SessionApi(const Dependencies& dependencies, RpcService& service) : use_(dependencies) {
  service.Unary<v1::RecordSessionRequest>(
      "RecordSession", [this](const Call& call, const v1::RecordSessionRequest& request) {
        return Record(call, request);
      });
  service.Unary<v1::ListSessionsRequest>(
      "ListSessions", [this](const Call& call, const v1::ListSessionsRequest& request) {
        return List(call, request);
      });
}

SessionApi::Answer SessionApi::Record(const Call& call, const v1::RecordSessionRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto kind = CheckedEnum(checks, "kind", request.kind(), kSessionKinds);
  const Instant now = use_.clock.Now();
  const auto time = request.has_time() ? FromTimestamp(request.time()) : now;
  if (!time) {
    checks.Violated("time", ::sinergi::reasons::kFieldMalformed, {{"form", kTimestampForm}});
  } else if (*time > now) {
    checks.Violated("time", reasons::kTimeInFuture);
  }
  checks.OptionalText("note", request.note(), kLongestNote);
  if (auto done = checks.Done(); !done) return done.error();
  return use_.sessions.Record(ContextOf(call), *change, {id, request.etag()},
                              {static_cast<SessionKind>(*kind), *time, request.attended()},
                              request.note(), ReferralIn<v1::RecordSessionResponse>());
}

SessionApi::Answer SessionApi::List(const Call& call, const v1::ListSessionsRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  if (auto done = checks.Done(); !done) return done.error();
  const auto sessions = use_.sessions.List(ContextOf(call), id);
  if (!sessions) return sessions.error();
  v1::ListSessionsResponse response;
  for (const Session& session : *sessions) {
    auto* proto = response.add_sessions();
    proto->set_kind(static_cast<v1::SessionKind>(session.kind));
    SetTimestamp(session.time, proto->mutable_time());
    proto->set_attended(session.attended);
  }
  return response.SerializeAsString();
}

}  // namespace sinergi::referrals
