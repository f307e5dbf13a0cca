#include "services/notifications/api/delivery_api.h"

#include <google/protobuf/util/time_util.h>

#include <charconv>
#include <limits>

#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "common/rpc/request_reader.h"
#include "common/timestamps/timestamps.h"
#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

using google::protobuf::util::TimeUtil;

constexpr std::int64_t kUsualPage = 50;
constexpr std::int64_t kLargestPage = 200;
constexpr std::int64_t kLargestNumber = std::numeric_limits<std::int64_t>::max() - 1;
constexpr int kMostIds = 1000;

std::int64_t NumberOf(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Where a list of deliveries goes on: "<changed>|<line>|<epoch>|<number>".
std::string PlaceOf(const DeliveryRow& row) {
  return std::to_string(ToMicroseconds(row.changed)) + "|" + row.key.line + "|" +
         std::to_string(row.epoch) + "|" + std::to_string(row.number);
}

// Of what PlaceOf wrote, or of nothing.
DeliveryHistory::After AfterOf(std::string_view text) {
  DeliveryHistory::After after;
  const auto next = [&text] {
    const std::string_view part = text.substr(0, text.find('|'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
  };
  if (text.empty()) return after;
  after.changed = FromMicroseconds(NumberOf(next()));
  after.line = next();
  after.epoch = NumberOf(next());
  after.number = NumberOf(next());
  return after;
}

void Fill(const DeliveryRow& row, v1::Delivery& message) {
  message.set_epoch(row.epoch);
  message.set_number(row.number);
  message.set_event_id(row.event_id);
  message.set_type(row.type);
  message.set_subject(row.subject);
  message.set_state(static_cast<v1::DeliveryState>(row.state));
  message.set_attempts(row.attempts);
  message.set_last_answer(row.last_answer);
  message.set_replay_id(row.key.line);
  SetTimestamp(row.changed, message.mutable_update_time());
  if (row.state == DeliveryState::kWaiting && row.next_try != Instant()) {
    SetTimestamp(row.next_try, message.mutable_next_try_time());
  }
}

void Fill(const ReplayRow& row, v1::Replay& message) {
  message.set_replay_id(row.id);
  SetTimestamp(row.created, message.mutable_create_time());
  if (row.finished) SetTimestamp(*row.finished, message.mutable_finish_time());
}

std::optional<Instant> ReadTime(const std::string& field, bool given,
                                const google::protobuf::Timestamp& timestamp, FieldChecks& checks) {
  if (!given) return std::nullopt;
  const auto time = FromTimestamp(timestamp);
  if (!time) {
    checks.Violated(field, sinergi::reasons::kFieldMalformed, {{"form", kTimestampForm}});
  }
  return time;
}

ReplayWish ReadWish(const v1::ReplayEventsRequest& request, FieldChecks& checks) {
  ReplayWish wish;
  checks.Range("from_number", request.from_number(), 0, kLargestNumber);
  checks.Range("to_number", request.to_number(), 0, kLargestNumber);
  wish.from_number = request.from_number();
  wish.to_number = request.to_number();
  wish.from = ReadTime("start_time", request.has_start_time(), request.start_time(), checks);
  wish.before = ReadTime("end_time", request.has_end_time(), request.end_time(), checks);
  auto filter = EventFilter::Parse(request.filter());
  if (!filter) checks.Violated("filter", filter.error());
  if (filter) wish.filter = *std::move(filter);
  if (request.event_ids_size() > kMostIds) {
    checks.Violated(
        "event_ids", reasons::kListTooLong,
        {{"count", std::to_string(request.event_ids_size())}, {"limit", std::to_string(kMostIds)}});
    return wish;
  }
  for (int i = 0; i < request.event_ids_size(); ++i) {
    checks.RequiredId<Id<struct EventTag>>("event_ids[" + std::to_string(i) + "]",
                                           request.event_ids(i));
    wish.event_ids.push_back(request.event_ids(i));
  }
  wish.dead_letters_only = request.dead_letters_only();
  const bool bounded = wish.from_number > 0 || wish.to_number > 0 || wish.from || wish.before ||
                       !wish.filter.text().empty() || !wish.event_ids.empty();
  if (!bounded && !wish.dead_letters_only) {
    checks.Violated("from_number", reasons::kReplayUnbounded);
  }
  return wish;
}

}  // namespace

void DeliveryApi::AddTo(RpcService& service) {
  service.Unary<v1::ListDeliveriesRequest>(
      "ListDeliveries",
      [this](const auto& call, const auto& request) { return List(call, request); });
  service.Unary<v1::ListDeliveryAttemptsRequest>(
      "ListDeliveryAttempts",
      [this](const auto& call, const auto& request) { return Attempts(call, request); });
  service.Unary<v1::ReplayEventsRequest>(
      "ReplayEvents",
      [this](const auto& call, const auto& request) { return Replay(call, request); });
  service.Unary<v1::GetReplayRequest>("GetReplay", [this](const auto& call, const auto& request) {
    return GetReplay(call, request);
  });
  service.Unary<v1::ListMissedEventsRequest>(
      "ListMissedEvents",
      [this](const auto& call, const auto& request) { return Missed(call, request); });
  service.Unary<v1::AcknowledgeEventsRequest>(
      "AcknowledgeEvents",
      [this](const auto& call, const auto& request) { return Acknowledge(call, request); });
}

Result<std::string> DeliveryApi::List(const Call& call,
                                      const v1::ListDeliveriesRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  const auto state = OptionalEnum<DeliveryState>(checks, "state", request.state(), 3);
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  const std::string filter = request.subscription_id() + "|" + std::to_string(request.state());
  const auto token = use_.pages.Read(call, filter, request.page_token());
  if (!size) checks.Violated("page_size", size.error());
  if (!token) checks.Violated("page_token", token.error());
  if (auto checked = checks.Done(); !checked) return checked.error();
  auto rows = use_.history.Page(call.caller, id, state, AfterOf(*token), *size + 1, call.deadline);
  if (!rows) return rows.error();
  v1::ListDeliveriesResponse response;
  if (static_cast<std::int64_t>(rows->size()) > *size) {
    rows->pop_back();
    response.set_next_page_token(use_.pages.Make(call, filter, PlaceOf(rows->back())));
  }
  for (const DeliveryRow& row : *rows) Fill(row, *response.add_deliveries());
  return response.SerializeAsString();
}

Result<std::string> DeliveryApi::Attempts(const Call& call,
                                          const v1::ListDeliveryAttemptsRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  checks.Range("epoch", request.epoch(), 1, kLargestNumber);
  checks.Range("number", request.number(), 1, kLargestNumber);
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto attempts =
      use_.history.Attempts(call.caller, id, request.epoch(), request.number(), call.deadline);
  if (!attempts) return attempts.error();
  v1::ListDeliveryAttemptsResponse response;
  for (const AttemptRow& row : *attempts) {
    v1::DeliveryAttempt& message = *response.add_attempts();
    message.set_attempt(row.attempt);
    SetTimestamp(row.at, message.mutable_time());
    *message.mutable_duration() = TimeUtil::MicrosecondsToDuration(row.duration.count());
    message.set_answer(row.answer);
    message.set_replay_id(row.key.line);
  }
  return response.SerializeAsString();
}

Result<std::string> DeliveryApi::Replay(const Call& call, const v1::ReplayEventsRequest& request) {
  FieldChecks checks;
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) checks.Violated("request_id", change.error());
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  const ReplayWish wish = ReadWish(request, checks);
  if (auto checked = checks.Done(); !checked) return checked.error();
  return use_.replays.Begin({call.caller, *change, call.deadline, id, ""}, wish,
                            [](const ReplayRow& row) {
                              v1::ReplayEventsResponse response;
                              Fill(row, *response.mutable_replay());
                              return response.SerializeAsString();
                            });
}

Result<std::string> DeliveryApi::GetReplay(const Call& call,
                                           const v1::GetReplayRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  checks.RequiredId<Id<struct ReplayTag>>("replay_id", request.replay_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto found = use_.replays.Get(call.caller, id, request.replay_id(), call.deadline);
  if (!found) return found.error();
  v1::GetReplayResponse response;
  Fill(found->row, *response.mutable_replay());
  response.mutable_replay()->set_waiting_count(found->counts.waiting);
  response.mutable_replay()->set_dead_count(found->counts.dead);
  return response.SerializeAsString();
}

Result<std::string> DeliveryApi::Missed(const Call& call,
                                        const v1::ListMissedEventsRequest& request) const {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  checks.Range("after_number", request.after_number(), 0, kLargestNumber);
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  const std::string filter =
      request.subscription_id() + "|" + std::to_string(request.after_number());
  const auto token = use_.pages.Read(call, filter, request.page_token());
  if (!size) checks.Violated("page_size", size.error());
  if (!token) checks.Violated("page_token", token.error());
  if (auto checked = checks.Done(); !checked) return checked.error();
  auto page = use_.missed.List(call.caller, id, request.after_number(), NumberOf(*token),
                               static_cast<std::size_t>(*size) + 1, call.deadline);
  if (!page) return page.error();
  v1::ListMissedEventsResponse response;
  response.set_epoch(page->epoch);
  if (static_cast<std::int64_t>(page->events.size()) > *size) {
    page->events.pop_back();
    response.set_next_page_token(
        use_.pages.Make(call, filter, std::to_string(page->events.back().number)));
  }
  for (const MissedEvent& event : page->events) {
    v1::MissedEvent& message = *response.add_events();
    message.set_number(event.number);
    message.set_event_id(event.event_id);
    message.set_type(event.type);
    message.set_subject(event.subject);
    if (event.state) message.set_state(static_cast<v1::DeliveryState>(*event.state));
  }
  return response.SerializeAsString();
}

Result<std::string> DeliveryApi::Acknowledge(const Call& call,
                                             const v1::AcknowledgeEventsRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<SubscriptionId>("subscription_id", request.subscription_id());
  if (auto checked = checks.Done(); !checked) return checked.error();
  const auto kept = use_.missed.Acknowledge(call.caller, id, request.resume_token(), call.deadline);
  if (!kept) return kept.error();
  v1::AcknowledgeEventsResponse response;
  response.set_epoch(kept->epoch);
  response.set_number(kept->number);
  return response.SerializeAsString();
}

}  // namespace sinergi::notifications
