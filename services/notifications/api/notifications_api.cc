#include "services/notifications/api/notifications_api.h"

#include <charconv>
#include <limits>

#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "common/rpc/request_reader.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kUsualPage = 50;
constexpr std::int64_t kLargestPage = 200;
constexpr std::int64_t kLongestStretch = 1000;

// What a list goes on after. A page token holds "<created>|<id>".
struct ListPlace {
  Instant created;
  std::string id;
};

std::string FormatPlace(const Subscription& last) {
  return std::to_string(ToMicroseconds(last.created)) + "|" + last.id.ToString();
}

// Of what FormatPlace wrote, or of nothing.
ListPlace ParsePlace(std::string_view text) {
  const std::size_t bar = text.find('|');
  if (bar == std::string_view::npos) return {};
  std::int64_t created = 0;
  std::from_chars(text.data(), text.data() + bar, created);
  return {FromMicroseconds(created), std::string(text.substr(bar + 1))};
}

std::string OwnerOf(const Caller& caller) { return caller.office + "|" + caller.agency; }

template <class Response>
std::string AnswerWith(const Subscription& subscription) {
  Response response;
  if constexpr (!std::is_same_v<Response, v1::DeleteSubscriptionResponse>) {
    FillSubscription(subscription, *response.mutable_subscription());
  }
  return response.SerializeAsString();
}

}  // namespace

NotificationsApi::NotificationsApi(SubscriptionOperations& subscriptions,
                                   const EventStreams& streams, const ReferenceData& reference,
                                   const Clock& clock, const PageTokens& pages,
                                   std::string hash_key, Channel channel, Fetcher fetcher)
    : subscriptions_(subscriptions),
      streams_(streams),
      reference_(reference),
      clock_(clock),
      pages_(pages),
      hash_key_(std::move(hash_key)),
      channel_(std::move(channel)),
      fetcher_(std::move(fetcher)) {}

RpcService NotificationsApi::Service() {
  RpcService service("sinergi.notifications.v1.NotificationsService");
  service.Unary<v1::CreateSubscriptionRequest>(
      "CreateSubscription",
      [this](const auto& call, const auto& request) { return Create(call, request); });
  service.Unary<v1::UpdateSubscriptionRequest>(
      "UpdateSubscription",
      [this](const auto& call, const auto& request) { return Update(call, request); });
  service.Unary<v1::PauseSubscriptionRequest>(
      "PauseSubscription", [this](const auto& call, const auto& request) {
        return SetState<v1::PauseSubscriptionResponse>(call, request, SubscriptionState::kPaused,
                                                       "subscriptions.pause");
      });
  service.Unary<v1::ResumeSubscriptionRequest>(
      "ResumeSubscription", [this](const auto& call, const auto& request) {
        return SetState<v1::ResumeSubscriptionResponse>(call, request, SubscriptionState::kActive,
                                                        "subscriptions.resume");
      });
  service.Unary<v1::DeleteSubscriptionRequest>(
      "DeleteSubscription", [this](const auto& call, const auto& request) {
        return SetState<v1::DeleteSubscriptionResponse>(call, request, SubscriptionState::kDeleted,
                                                        "subscriptions.delete");
      });
  service.Unary<v1::GetSubscriptionRequest>(
      "GetSubscription",
      [this](const auto& call, const auto& request) { return Get(call, request); });
  service.Unary<v1::ListSubscriptionsRequest>(
      "ListSubscriptions",
      [this](const auto& call, const auto& request) { return List(call, request); });
  service.Unary<v1::FetchEventsRequest>(
      "FetchEvents",
      [this](const auto& call, const auto& request) { return Fetch(call, request); });
  service.Stream<v1::StreamEventsRequest>(
      "StreamEvents", [this](const auto& call, const auto& request, std::function<void()> wake) {
        return Stream(call, request, std::move(wake));
      });
  return service;
}

Result<std::string> NotificationsApi::Create(const Call& call,
                                             const v1::CreateSubscriptionRequest& request) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, hash_key_);
  if (!change) checks.Violated("request_id", change.error());
  Subscription wanted = ReadSubscription(request, reference_, clock_.Now(), checks);
  const CountStart start = ReadStart(request, checks);
  if (auto checked = checks.Done(); !checked) return checked.error();
  return subscriptions_.Create(call.caller, *change, call.deadline, std::move(wanted), start,
                               AnswerWith<v1::CreateSubscriptionResponse>);
}

Result<std::string> NotificationsApi::Update(const Call& call,
                                             const v1::UpdateSubscriptionRequest& request) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, hash_key_);
  if (!change) checks.Violated("request_id", change.error());
  const auto id = checks.RequiredId<SubscriptionId>("subscription.subscription_id",
                                                    request.subscription().subscription_id());
  CheckMask(request, checks);
  const CountStart start = ReadStart(request, checks);
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto edit = [&](const Subscription& before) {
    return Edited(before, request, reference_, clock_.Now());
  };
  return subscriptions_.Update(
      {call.caller, *change, call.deadline, id, request.subscription().etag()}, edit, start,
      AnswerWith<v1::UpdateSubscriptionResponse>);
}

template <class Response, class Request>
Result<std::string> NotificationsApi::SetState(const Call& call, const Request& request,
                                               SubscriptionState state, const std::string& action) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, hash_key_);
  if (!change) checks.Violated("request_id", change.error());
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  return subscriptions_.SetState({call.caller, *change, call.deadline, id, request.etag()}, state,
                                 action, AnswerWith<Response>);
}

Result<std::string> NotificationsApi::Get(const Call& call,
                                          const v1::GetSubscriptionRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto found = subscriptions_.Get(call.caller, id, call.deadline);
  if (!found) return found.error();
  v1::GetSubscriptionResponse response;
  FillSubscription(*found, *response.mutable_subscription());
  return response.SerializeAsString();
}

Result<std::string> NotificationsApi::List(const Call& call,
                                           const v1::ListSubscriptionsRequest& request) const {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  const auto token = pages_.Read(call, OwnerOf(call.caller), request.page_token());
  FieldChecks checks;
  if (!size) checks.Violated("page_size", size.error());
  if (!token) checks.Violated("page_token", token.error());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const ListPlace place = ParsePlace(*token);
  auto found = subscriptions_.List(call.caller, call.deadline, place.created, place.id, *size + 1);
  if (!found) return found.error();
  v1::ListSubscriptionsResponse response;
  if (static_cast<std::int64_t>(found->size()) > *size) {
    found->pop_back();
    response.set_next_page_token(
        pages_.Make(call, OwnerOf(call.caller), FormatPlace(found->back())));
  }
  for (const Subscription& one : *found) FillSubscription(one, *response.add_subscriptions());
  return response.SerializeAsString();
}

Result<std::unique_ptr<StreamSource>> NotificationsApi::Stream(
    const Call& call, const v1::StreamEventsRequest& request, std::function<void()> wake) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (!v1::StreamStart_IsValid(request.start())) {
    checks.Violated("start", sinergi::reasons::kValueUnknown,
                    {{"value", std::to_string(static_cast<int>(request.start()))}});
  }
  if (auto checked = checks.Done(); !checked) return checked.error();
  auto events = streams_.Open(call.caller, id,
                              {request.resume_token(), request.start() == v1::STREAM_START_NOW,
                               request.start() == v1::STREAM_START_ACKNOWLEDGED},
                              call.deadline);
  if (!events) return events.error();
  return channel_(*std::move(events), std::move(wake));
}

Result<std::string> NotificationsApi::Fetch(const Call& call,
                                            const v1::FetchEventsRequest& request) const {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() - kLongestStretch;
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  checks.Range("epoch", request.epoch(), 0, kMost);
  checks.Range("from_number", request.from_number(), 1, kMost);
  if (request.from_number() >= 1 && request.from_number() <= kMost) {
    checks.Range("to_number", request.to_number(), request.from_number(),
                 request.from_number() + kLongestStretch - 1);
  }
  if (auto checked = checks.Done(); !checked) return checked.error();
  auto stretch =
      streams_.OpenAt(call.caller, id, request.epoch(), request.from_number(), call.deadline);
  if (!stretch) return stretch.error();
  return fetcher_(*std::move(stretch), request.to_number());
}

}  // namespace sinergi::notifications
