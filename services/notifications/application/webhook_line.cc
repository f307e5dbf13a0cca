#include "services/notifications/application/webhook_line.h"

#include <algorithm>

namespace sinergi::notifications {

using Step = DeliveryWindow::Step;

namespace {

// How long the window waits for an answer before it goes on without.
constexpr std::chrono::milliseconds kPatience{1000};
// How far a line that matches nothing goes before its place is stored.
constexpr std::int64_t kUnstored = 10'000;

constexpr const char* kInterrupted = "interrupted";
RateLimit LimitOf(const Subscription& subscription, const WebhookLine::Options& options) {
  const std::int64_t allowed = subscription.webhook ? subscription.webhook->rate : 0;
  return RateLimit(allowed == 0 ? options.per_minute : std::min(allowed, options.per_minute));
}

}  // namespace

WebhookLine::WebhookLine(Subscription subscription, LineRow row,
                         std::unique_ptr<EventStream> events,
                         const std::vector<DeliveryStore::Waiting>& waiting, const Options& options,
                         std::optional<ReplayRow> replay)
    : subscription_(std::move(subscription)),
      options_(options),
      row_(std::move(row)),
      events_(std::move(events)),
      rate_(LimitOf(subscription_, options)),
      replay_(std::move(replay)),
      window_(subscription_.webhook && subscription_.webhook->strict_order),
      retries_(row_.key, waiting, options_.schedule, options_.timeout, window_.strict()),
      stored_(row_.settled.position) {
  events_->IgnorePauses();
}

void WebhookLine::Follow(const Subscription& subscription) {
  subscription_ = subscription;
  rate_ = LimitOf(subscription_, options_);
}

std::optional<SubscriptionState> WebhookLine::Verdict(Instant now) const {
  if (subscription_.state != SubscriptionState::kActive) return std::nullopt;
  if (gone_) return SubscriptionState::kGone;
  const bool failing =
      row_.breaker.IsProbing() && now - row_.breaker.failing_since >= options_.suspend_after;
  return failing ? std::optional(SubscriptionState::kSuspended) : std::nullopt;
}

bool WebhookLine::IsDelivering() const {
  return subscription_.state == SubscriptionState::kActive && subscription_.webhook && !gone_;
}

bool WebhookLine::MaySend(Instant now) const { return IsDelivering() && row_.breaker.MayTry(now); }

// How many more requests may be on their way.
std::int64_t WebhookLine::Room(Instant now) const {
  if (!MaySend(now)) return 0;
  const std::int64_t most = row_.breaker.IsProbing() ? 1 : options_.at_once;
  return std::min(most - in_flight_, rate_.Free(now));
}

// Of a replay not every event that matches is wanted.
bool WebhookLine::Selects(const Delivery& delivery) const {
  if (!replay_) return true;
  const auto& ids = replay_->event_ids;
  const std::string id = delivery.entry->event.id.ToString();
  return (ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end()) &&
         replay_->filter.Passes(delivery.entry->traits());
}

bool WebhookLine::IsFinished() const {
  return replay_ && recovered_ && !more_ && window_.empty() && retries_.empty();
}

Status WebhookLine::Advance(const DeliveryLedger& ledger, Instant now, DeliveryChanges& changes,
                            std::vector<Posting>& postings) {
  const auto recovered = Recover(now, changes);
  if (!recovered) return recovered.error();
  if (!*recovered) return Status::Ok();
  SendFresh(now, postings);
  if (MustSettle(now)) Settle(now, changes);
  if (auto claimed = ClaimDue(ledger, now, changes, postings); !claimed) return claimed;
  if (auto claimed = ClaimFresh(now, changes, postings); !claimed) return claimed;
  if (std::exchange(dirty_, false)) {
    changes.lines.push_back(row_);
    stored_ = row_.settled.position;
  }
  return Status::Ok();
}

// What was claimed before a stop may have been sent, so that counts as an attempt.
Result<bool> WebhookLine::Recover(Instant now, DeliveryChanges& changes) {
  if (recovered_) return true;
  while (events_->place().position < row_.claimed.position) {
    const auto read = events_->Next(static_cast<std::size_t>(options_.window));
    if (!read) return read.error();
    for (const Delivery& delivery : read->events) {
      if (delivery.entry->position > row_.claimed.position) break;
      if (!Selects(delivery)) continue;
      DeliveryRow row = RowOf(row_, delivery, now);
      row.attempts = 1;
      row.next_try = now;
      row.last_answer = kInterrupted;
      if (row.attempts >= options_.schedule.budget()) row.state = DeliveryState::kDead;
      changes.attempts.push_back(AttemptOf(row, {false, false, kInterrupted, {}, now, {}}));
      retries_.Insert(std::move(row), changes);
    }
    if (read->at_end && events_->place().position < row_.claimed.position) return false;
  }
  if (events_->place().position > row_.claimed.position) events_->Rewind(row_.claimed);
  row_.settled = row_.claimed;
  recovered_ = true;
  dirty_ = true;
  return true;
}

void WebhookLine::SendFresh(Instant now, std::vector<Posting>& postings) {
  const auto sent = window_.Send(now, [this, now] {
    if (Room(now) <= 0) return false;
    ++in_flight_;
    rate_.Take(now);
    return true;
  });
  for (const Delivery* one : sent) {
    postings.push_back({row_.key, row_.epoch, one->number, 1, one->entry});
  }
}

bool WebhookLine::MustSettle(Instant now) {
  if (window_.empty()) return false;
  if (window_.Count(Step::kSending) > 0) return now - window_.OldestSent() >= kPatience;
  const bool stuck = !MaySend(now) || row_.breaker.IsProbing() || window_.Count(Step::kFailed) > 0;
  return window_.Count(Step::kReady) == 0 || stuck;
}

void WebhookLine::Settle(Instant now, DeliveryChanges& changes) {
  if (window_.CutUnsent()) {
    const bool none = window_.empty();
    row_.claimed = none ? row_.settled
                        : Place{window_.items().back().delivery.entry->position,
                                window_.items().back().delivery.number};
    events_->Rewind(row_.claimed);
    more_ = true;
  }
  for (const DeliveryWindow::Item& item : window_.items()) SettleOne(item, now, changes);
  window_.Clear();
  row_.settled = row_.claimed;
  dirty_ = true;
}

void WebhookLine::SettleOne(const DeliveryWindow::Item& item, Instant now,
                            DeliveryChanges& changes) {
  DeliveryRow row = RowOf(row_, item.delivery, now);
  if (item.step == Step::kDelivered) {
    if (replay_) changes.replayed.push_back(std::move(row));
    return;
  }
  if (item.step == Step::kSending) {
    return retries_.InsertOnItsWay(std::move(row), item.delivery.entry, now, changes);
  }
  if (item.step == Step::kFailed) {
    row.attempts = 1;
    PutOff(row, item.answer, options_.schedule, now);
    changes.attempts.push_back(AttemptOf(row, item.answer));
  }
  retries_.Insert(std::move(row), changes);
}

void WebhookLine::Rest(Instant now, DeliveryChanges& changes) {
  if (!recovered_) return;
  if (!window_.empty()) Settle(now, changes);
  if (std::exchange(dirty_, false)) changes.lines.push_back(row_);
}

Status WebhookLine::ClaimDue(const DeliveryLedger& ledger, Instant now, DeliveryChanges& changes,
                             std::vector<Posting>& postings) {
  const auto claimed = retries_.Claim(ledger, now, Room(now), changes, postings);
  if (!claimed) return claimed.error();
  in_flight_ += *claimed;
  for (std::int64_t i = 0; i < *claimed; ++i) rate_.Take(now);
  return Status::Ok();
}

Status WebhookLine::ClaimFresh(Instant now, DeliveryChanges& changes,
                               std::vector<Posting>& postings) {
  if (2 * window_.Count(Step::kDelivered) >= options_.window) Retire(now, changes);
  const bool held = window_.strict() && !retries_.empty();
  if (replay_ && row_.claimed.position >= replay_->until.position) more_ = false;
  if (!HasRoom() || Room(now) <= 0 || held || (replay_ && !more_)) return Status::Ok();
  // No more than may go now, so that nothing that is claimed waits for its turn.
  const std::int64_t most =
      std::min(options_.window - window_.size(), rate_.Free(now) - window_.Count(Step::kReady));
  if (most <= 0) return Status::Ok();
  auto read = events_->Next(static_cast<std::size_t>(row_.breaker.IsProbing() ? 1 : most));
  if (!read) return read.error();
  behind_ = read->at_end;
  more_ = replay_ || !read->at_end;
  Place reached = events_->place();
  const std::int64_t before = window_.size();
  for (Delivery& delivery : read->events) {
    if (replay_ && delivery.entry->position > replay_->until.position) break;
    if (!Selects(delivery)) continue;
    const bool waits = retries_.Holds(delivery.entry->event.subject);
    window_.Add(std::move(delivery), waits);
  }
  if (replay_ && reached.position >= replay_->until.position) {
    reached = replay_->until;
    more_ = false;
  }
  row_.claimed = reached;
  if (window_.size() > before) {
    dirty_ = true;
    SendFresh(now, postings);
  } else if (window_.empty()) {
    row_.settled = reached;  // nothing is lost if this is read again, only time
    dirty_ = dirty_ || reached.position - stored_ >= kUnstored;
  }
  return Status::Ok();
}

// While all is well the window is filled again before it is empty, half of it at a time.
bool WebhookLine::HasRoom() const {
  if (window_.empty()) return true;
  const bool well = window_.Count(Step::kFailed) == 0 && window_.Count(Step::kHeld) == 0;
  return well && !row_.breaker.IsProbing() && 2 * window_.size() <= options_.window;
}

void WebhookLine::Retire(Instant now, DeliveryChanges& changes) {
  while (const auto delivered = window_.DropDelivered()) {
    row_.settled = {delivered->entry->position, delivered->number};
    if (replay_) changes.replayed.push_back(RowOf(row_, *delivered, now));
  }
}

void WebhookLine::Take(const Posting& posting, const PostingAnswer& answer, Instant now,
                       DeliveryChanges& changes) {
  const bool of_window =
      posting.attempt == 1 && posting.epoch == row_.epoch && window_.Take(posting.number, answer);
  if (!of_window && !retries_.Take(posting, answer, now, replay_.has_value(), changes)) return;
  --in_flight_;
  NoteAnswer(answer, now);
}

void WebhookLine::NoteAnswer(const PostingAnswer& answer, Instant now) {
  row_.last_answer = answer.text;
  if (answer.delivered) {
    // That all is still well is written when the window is settled.
    dirty_ = dirty_ || row_.breaker.failures > 0 || window_.empty();
    row_.breaker.Succeed();
    row_.last_success = now;
    return;
  }
  dirty_ = true;
  row_.breaker.Fail(now, answer.asked);
  row_.last_failure = now;
  gone_ = gone_ || answer.gone;
}

Instant WebhookLine::NextTurn(Instant now) {
  if (!recovered_) return now + kPatience / 2;
  const Instant oldest = window_.OldestSent();
  const Instant next = oldest == Instant::max() ? oldest : std::max(now, oldest + kPatience);
  if (!IsDelivering()) return next;
  const bool full = in_flight_ >= (row_.breaker.IsProbing() ? 1 : options_.at_once);
  if (full) return next;  // an answer wakes it
  Instant waiting = retries_.NextTry();
  if (more_ && window_.empty() && !(window_.strict() && !retries_.empty())) {
    waiting = std::min(waiting, replay_ && behind_ ? now + kPatience / 2 : now);
  }
  if (!row_.breaker.MayTry(now)) {
    waiting = row_.breaker.closed_until;
  } else if (rate_.Free(now) == 0) {
    waiting = rate_.Next();
  }
  return std::min(next, waiting);
}

}  // namespace sinergi::notifications
