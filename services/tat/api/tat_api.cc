#include "services/tat/api/tat_api.h"

#include <charconv>
#include <limits>
#include <utility>

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "services/tat/api/permissions.h"
#include "services/tat/domain/reasons.h"

namespace sinergi::tat {
namespace {

constexpr std::int64_t kUsualPage = 50;
constexpr std::int64_t kLargestPage = 200;
constexpr std::size_t kLongestNote = 4000;
const std::string kWaiting = "waiting";  // of page tokens of what waits

template <class Response>
TatAnswer RequestIn() {
  return [](const TatRequest& request) {
    Response response;
    *response.mutable_tat_request() = ToProto(request);
    return response.SerializeAsString();
  };
}

// A page's place: a time in microseconds and an id; the other one for an empty place.
std::pair<std::int64_t, std::string> PlaceOf(const std::string& place, std::int64_t otherwise) {
  const std::size_t end = place.find('\n');
  if (end == std::string::npos) return {otherwise, ""};
  std::from_chars(place.data(), place.data() + end, otherwise);
  return {otherwise, place.substr(end + 1)};
}

}  // namespace

template <class Request>
void TatApi::Serve(const std::string& name, Answer (TatApi::*method)(const Call&, const Request&)) {
  service_.Unary<Request>(name, [this, method](const Call& call, const Request& request) {
    return (this->*method)(call, request);
  });
}

TatApi::TatApi(const Dependencies& dependencies) : use_(dependencies) {
  Serve("SubmitTatRequest", &TatApi::Submit);
  Serve("StartTatAssessment", &TatApi::Start);
  Serve("ConcludeTatRequest", &TatApi::Conclude);
  Serve("ReturnTatRequest", &TatApi::Return);
  Serve("WithdrawTatRequest", &TatApi::Withdraw);
  Serve("GetTatRequest", &TatApi::Get);
  Serve("GetTatCase", &TatApi::GetCase);
  Serve("GetTatRecommendation", &TatApi::GetRecommendation);
  Serve("ListTatRequests", &TatApi::List);
  Serve("ListWaitingTatRequests", &TatApi::ListWaiting);
}

TatContext TatApi::ContextOf(const Call& call) const {
  const bool is_team = use_.roles.Allows(call.caller, kTeams);
  return {call.caller, is_team ? TatSide::kTeam : TatSide::kInvestigator, call.deadline,
          call.trace.ToString()};
}

TatApi::Answer TatApi::Submit(const Call& call, const v1::SubmitTatRequestRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  if (request.office().empty()) {
    checks.Violated("office", ::sinergi::reasons::kFieldRequired);
  } else if (use_.offices.Find(request.office()) == nullptr) {
    checks.Violated("office", ::sinergi::reasons::kOfficeUnknown, {{"office", request.office()}});
  }
  Check(checks, request.tat_case(), use_.clock.Now());
  if (auto done = checks.Done(); !done) return done.error();
  v1::TatCase kept = request.tat_case();
  kept.clear_return_note();  // the office's to write
  kept.DiscardUnknownFields();
  return use_.tat.Submit(ContextOf(call), *change, request.office(), kept.SerializeAsString(),
                         RequestIn<v1::SubmitTatRequestResponse>());
}

template <class Response, class Request>
TatApi::Answer TatApi::Take(const Call& call, const Request& request, FieldChecks checks,
                            const TatStepFacts& facts) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto id = checks.RequiredId<TatRequestId>("tat_request_id", request.tat_request_id());
  if (auto done = checks.Done(); !done) return done.error();
  return use_.tat.Take(ContextOf(call), *change, {id, request.etag()}, facts,
                       RequestIn<Response>());
}

TatApi::Answer TatApi::Start(const Call& call, const v1::StartTatAssessmentRequest& request) {
  return Take<v1::StartTatAssessmentResponse>(call, request, {}, {TatStep::kStart});
}

TatApi::Answer TatApi::Conclude(const Call& call, const v1::ConcludeTatRequestRequest& request) {
  FieldChecks checks;
  v1::TatRecommendation kept = request.recommendation();
  Check(checks, kept);
  kept.DiscardUnknownFields();
  return Take<v1::ConcludeTatRequestResponse>(
      call, request, std::move(checks), {TatStep::kConclude, {}, {}, kept.SerializeAsString()});
}

TatApi::Answer TatApi::Return(const Call& call, const v1::ReturnTatRequestRequest& request) {
  FieldChecks checks;
  const auto reason = CheckedEnum(checks, "reason", request.reason(), kReturnReasons);
  if (request.reason() == v1::TAT_RETURN_REASON_NOT_COMPETENT) {
    checks.OptionalText("note", request.note(), kLongestNote);
  } else {
    checks.RequiredText("note", request.note(), kLongestNote);
  }
  const auto returned = static_cast<ReturnReason>(reason.value_or(kReturnReasons));
  return Take<v1::ReturnTatRequestResponse>(call, request, std::move(checks),
                                            {TatStep::kReturn, returned, {}, request.note()});
}

TatApi::Answer TatApi::Withdraw(const Call& call, const v1::WithdrawTatRequestRequest& request) {
  FieldChecks checks;
  const auto reason = CheckedEnum(checks, "reason", request.reason(), kWithdrawalReasons);
  const auto withdrawn = static_cast<WithdrawalReason>(reason.value_or(kWithdrawalReasons));
  return Take<v1::WithdrawTatRequestResponse>(call, request, std::move(checks),
                                              {TatStep::kWithdraw, {}, withdrawn, ""});
}

TatApi::Answer TatApi::Get(const Call& call, const v1::GetTatRequestRequest& request) {
  FieldChecks checks;
  const bool by_reference = request.tat_request_id().empty() && !request.reference().empty();
  const auto reference = ParseTatReference(request.reference());
  TatRequestId id;
  if (!by_reference) {
    id = checks.RequiredId<TatRequestId>("tat_request_id", request.tat_request_id());
  } else if (!reference) {
    checks.Violated("reference", ::sinergi::reasons::kFieldMalformed, {{"form", "TAT-7K3M-9Q2F"}});
  }
  if (auto done = checks.Done(); !done) return done.error();
  const auto found =
      by_reference ? use_.tat.Get(ContextOf(call), *reference) : use_.tat.Get(ContextOf(call), id);
  if (!found) return found.error();
  return RequestIn<v1::GetTatRequestResponse>()(*found);
}

TatApi::Answer TatApi::GetCase(const Call& call, const v1::GetTatCaseRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<TatRequestId>("tat_request_id", request.tat_request_id());
  if (auto done = checks.Done(); !done) return done.error();
  const auto opened = use_.tat.ReadCase(ContextOf(call), id);
  if (!opened) return opened.error();
  v1::GetTatCaseResponse response;
  if (!response.mutable_tat_case()->ParseFromString(opened->tat_case)) {
    return Error::Of(::sinergi::reasons::kInternal).Because("case unreadable");
  }
  response.mutable_tat_case()->set_return_note(opened->return_note);
  return response.SerializeAsString();
}

TatApi::Answer TatApi::GetRecommendation(const Call& call,
                                         const v1::GetTatRecommendationRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<TatRequestId>("tat_request_id", request.tat_request_id());
  if (auto done = checks.Done(); !done) return done.error();
  const auto opened = use_.tat.ReadRecommendation(ContextOf(call), id);
  if (!opened) return opened.error();
  v1::GetTatRecommendationResponse response;
  if (!response.mutable_recommendation()->ParseFromString(*opened)) {
    return Error::Of(::sinergi::reasons::kInternal).Because("recommendation unreadable");
  }
  return response.SerializeAsString();
}

TatApi::Answer TatApi::List(const Call& call, const v1::ListTatRequestsRequest& request) {
  FieldChecks checks;
  const auto state = OptionalEnum<TatState>(checks, "state", request.state(), kTatStates);
  if (auto done = checks.Done(); !done) return done.error();
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  const std::string filter = std::to_string(request.state());
  const auto place = use_.page_tokens.Read(call, filter, request.page_token());
  if (!place) return place.error();
  const auto [before, id] = PlaceOf(*place, std::numeric_limits<std::int64_t>::max());
  const TatQuery query{before, id, *size + 1, state};
  return Page<v1::ListTatRequestsResponse>(
      call, filter, query.limit, use_.tat.List(ContextOf(call), query), &TatRequestData::submitted);
}

TatApi::Answer TatApi::ListWaiting(const Call& call,
                                   const v1::ListWaitingTatRequestsRequest& request) {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  const auto place = use_.page_tokens.Read(call, kWaiting, request.page_token());
  if (!place) return place.error();
  const auto [after, id] = PlaceOf(*place, std::numeric_limits<std::int64_t>::min());
  const TatWaitingQuery query{"", after, id, *size + 1};
  return Page<v1::ListWaitingTatRequestsResponse>(call, kWaiting, query.limit,
                                                  use_.tat.ListWaiting(ContextOf(call), query),
                                                  &TatRequestData::due);
}

template <class Response>
TatApi::Answer TatApi::Page(const Call& call, const std::string& filter, std::int64_t limit,
                            Result<std::vector<TatRequest>> found,
                            Instant TatRequestData::*key) const {
  if (!found) return found.error();
  Response response;
  if (std::ssize(*found) == limit) {
    found->pop_back();
    const TatRequestData& last = found->back().data();
    response.set_next_page_token(use_.page_tokens.Make(
        call, filter, std::to_string(ToMicroseconds(last.*key)) + "\n" + last.id.ToString()));
  }
  for (const TatRequest& each : *found) *response.add_tat_requests() = ToProto(each);
  return response.SerializeAsString();
}

}  // namespace sinergi::tat
