#include "services/notifications/channels/webhook/webhook_dispatcher.h"

#include <algorithm>

#include "common/logging/log.h"
#include "common/time/backoff.h"
#include "services/notifications/channels/webhook/webhook_answer.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::milliseconds kLongestPause{500};
constexpr std::chrono::milliseconds kShortestPause{0};
constexpr std::chrono::milliseconds kLongestTurn{200};
constexpr std::size_t kTailPage = 512;
constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::minutes kAside{1};

void Warn(const char* what, const Error& error) {
  Log(LogLevel::kWarning, what,
      {{"reason", std::string(error.reason().name)}, {"cause", error.cause()}});
}

}  // namespace

WebhookDispatcher::WebhookDispatcher(const Use& use, DeliveryLedger ledger,
                                     const WebhookLine::Options& options, HttpLoop::Options http,
                                     EventJson json)
    : clock_(use.endpoints.clock),
      tail_(use.endpoints.sources.tail),
      directory_(use.endpoints.directory),
      subscriptions_(use.subscriptions),
      timeout_(options.timeout),
      json_(std::move(json)),
      ledger_(std::move(ledger)),
      endpoints_(use.endpoints, ledger_, options),
      loop_(std::move(http)) {}

void WebhookDispatcher::Run(std::stop_token stop) {
  const auto on_event = tail_.Watch([this] { loop_.Wake(); });
  const auto on_change = directory_.Watch([this] { loop_.Wake(); });
  const std::stop_callback on_stop(stop, [this] { loop_.Wake(); });
  while (!stop.stop_requested()) {
    if (HoldsLease()) {
      Turn(stop);
    } else {
      LetGo();
    }
    loop_.Wait(Pause());
  }
  if (holds_) GiveBack();
}

// What was tried gets rows, so that whoever takes over knows it and tries nothing else twice.
void WebhookDispatcher::GiveBack() {
  DeliveryChanges changes;
  TakeAnswers(changes);
  endpoints_.RestAll(changes);
  if (const auto noted = ledger_.Commit(changes); !noted) {
    Warn("deliveries could not be noted at the end", noted.error());
  }
  ledger_.GiveBack();
}

bool WebhookDispatcher::HoldsLease() {
  const Instant now = clock_.Now();
  // Again well before its end, or when the clock was set back.
  if (holds_ && now < hold_until_ && hold_until_ - now <= DeliveryLedger::kLease) return true;
  const auto held = ledger_.Hold();
  if (!held) Warn("the lease of deliveries could not be renewed", held.error());
  holds_ = held && *held;
  hold_until_ = now + DeliveryLedger::kLease / 3;
  return holds_;
}

void WebhookDispatcher::LetGo() {
  holds_ = false;
  endpoints_.Clear();
  ready_.clear();
  touched_.clear();
  failed_.clear();
  to_reopen_.clear();
  turns_.clear();
  turn_of_.clear();
  seen_ = -1;
}

void WebhookDispatcher::Turn(const std::stop_token& stop) {
  DeliveryChanges changes;
  std::vector<Posting> postings;
  for (const LineKey& key : std::exchange(to_reopen_, {})) {
    if (endpoints_.Find(key) != nullptr) endpoints_.Reopen(key, changes, ready_);
  }
  more_to_follow_ = !endpoints_.Follow(changes, ready_);
  FollowJournal();
  TakeAnswers(changes);
  AdvanceReady(changes, postings);
  if (!Commit(stop, changes)) return LetGo();
  endpoints_.Committed(std::exchange(touched_, {}));
  Send(std::move(postings));
  EndWhatFails(stop);
}

// Wakes the lines that something new matches.
void WebhookDispatcher::FollowJournal() {
  while (true) {
    const auto entries = seen_ < 0 ? std::nullopt : tail_.After(seen_, kTailPage);
    if (!entries) {
      seen_ = tail_.position();
      ready_.merge(endpoints_.All());
      return;
    }
    for (const auto& entry : *entries) endpoints_.Hear(entry->traits(), ready_);
    if (entries->empty()) return;
    seen_ = entries->back()->position;
  }
}

void WebhookDispatcher::TakeAnswers(DeliveryChanges& changes) {
  const Instant now = clock_.Now();
  for (const auto& [posting, answer] : std::exchange(answers_, {})) {
    const auto* const endpoint = endpoints_.Find(posting.key);
    if (endpoint == nullptr) continue;
    endpoint->line->Take(posting, answer, now, changes);
    ready_.insert(posting.key);
    touched_.insert(posting.key);
    if (!answer.delivered) failed_.insert(posting.key);
  }
}

void WebhookDispatcher::AdvanceReady(DeliveryChanges& changes, std::vector<Posting>& postings) {
  const Instant now = clock_.Now();
  while (!turns_.empty() && turns_.begin()->first <= now) {
    ready_.insert(turns_.begin()->second);
    SetTurn(turns_.begin()->second, Instant::max());
  }
  // Not all at once: what is decided commits soon, and with it the lease is kept.
  const Deadline turn = Deadline::In(kLongestTurn);
  for (auto keys = std::exchange(ready_, {}); !keys.empty();) {
    AdvanceOne(*keys.begin(), changes, postings);
    keys.erase(keys.begin());
    if (turn.Passed()) return ready_.merge(keys);
  }
}

void WebhookDispatcher::AdvanceOne(const LineKey& key, DeliveryChanges& changes,
                                   std::vector<Posting>& postings) {
  const auto* const endpoint = endpoints_.Find(key);
  if (endpoint == nullptr) return;
  touched_.insert(key);
  WebhookLine& line = *endpoint->line;
  const Instant now = clock_.Now();
  const Status done = line.Advance(ledger_, now, changes, postings);
  if (!done && done.error().code() == ErrorCode::kOutOfRange) {
    to_reopen_.insert(key);  // from its rows, once what it decided is committed
    return;
  }
  if (!done) {
    Warn("a webhook could not go on; trying again", done.error());
    return SetTurn(key, now + kLongestPause);
  }
  SetTurn(key, line.NextTurn(now));
  if (!line.IsFinished()) return;
  changes.finished.push_back(key);
  endpoints_.Remove(key);
}

// Until it is done: what was decided says what shall be, so that it may be written again. False
// when somebody else holds the lease. What the database refuses for good concerns one line.
bool WebhookDispatcher::Commit(const std::stop_token& stop, const DeliveryChanges& changes) {
  if (changes.empty()) return true;
  const auto held = CommitOrFail(stop, changes);
  return held ? *held : CommitApart(stop, changes);
}

bool WebhookDispatcher::CommitApart(const std::stop_token& stop, const DeliveryChanges& changes) {
  for (const auto& [key, part] : changes.ByLine()) {
    const auto held = CommitOrFail(stop, part);
    if (held && !*held) return false;
    if (!held) SetAside(key, held.error());
  }
  return true;
}

// Tries again what may succeed then; false as well when it is to stop.
Result<bool> WebhookDispatcher::CommitOrFail(const std::stop_token& stop,
                                             const DeliveryChanges& changes) {
  Backoff backoff(std::chrono::milliseconds(20), std::chrono::seconds(2));
  while (true) {
    auto held = ledger_.Commit(changes);
    if (held || !IsRetryable(held.error().code())) return held;
    Warn("deliveries could not be noted; trying again", held.error());
    const Deadline pause = Deadline::In(backoff.Next());
    while (!pause.Passed()) {
      if (stop.stop_requested()) return false;
      loop_.Wait(pause.Left());
    }
  }
}

// The others go on without it. Later it is read anew, as after a stop.
void WebhookDispatcher::SetAside(const LineKey& key, const Error& error) {
  Log(LogLevel::kError, "a webhook's deliveries cannot be noted; it is left alone for a while",
      {{"subscription", key.subscription.ToString()}, {"cause", error.cause()}});
  const Instant until = clock_.Now() + kAside;
  endpoints_.SetAside(key, until);
  SetTurn(key, until);
}

void WebhookDispatcher::Send(std::vector<Posting> postings) {
  for (Posting& posting : postings) {
    const auto* const endpoint = endpoints_.Find(posting.key);
    if (endpoint == nullptr) continue;
    const Instant sent = clock_.Now();
    HttpRequest request =
        PostingRequest(posting, endpoint->line->subscription(), endpoint->secrets, sent, json_);
    request.timeout = timeout_;
    auto told = [this, sent,
                 posting = std::move(posting)](const Result<HttpAnswer>& answered) mutable {
      answers_.emplace_back(std::move(posting), AnswerOf(answered, sent, clock_.Now()));
    };
    loop_.Send(std::move(request), std::move(told));
  }
}

// What is gone for good, or has failed for long, is left alone until its subscriber sees to it.
void WebhookDispatcher::EndWhatFails(const std::stop_token& stop) {
  DeliveryChanges changes;
  for (const LineKey& key : std::exchange(failed_, {})) {
    const auto* const endpoint = endpoints_.Find(key);
    const auto verdict = endpoint == nullptr ? std::nullopt : endpoint->line->Verdict(clock_.Now());
    if (!verdict) continue;
    const std::int64_t version = endpoint->line->subscription().version;
    const auto end = [verdict, version](Subscription& one) {
      if (one.version != version) return;  // somebody has seen to it
      one.state = *verdict;
      if (one.webhook && *verdict == SubscriptionState::kGone) one.webhook->verified = false;
    };
    const Status done = subscriptions_.ChangeByService(key.subscription, "subscriptions.suspend",
                                                       end, Deadline::In(kPatience));
    if (done) changes.ended.push_back(key.subscription);
    if (!done) Warn("a webhook that fails could not be ended", done.error());
  }
  if (!Commit(stop, changes)) LetGo();
}

void WebhookDispatcher::SetTurn(const LineKey& key, Instant at) {
  const auto known = turn_of_.find(key);
  if (known != turn_of_.end()) {
    turns_.erase({known->second, key});
    turn_of_.erase(known);
  }
  if (at == Instant::max()) return;
  turns_.emplace(at, key);
  turn_of_.emplace(key, at);
}

std::chrono::milliseconds WebhookDispatcher::Pause() const {
  const bool more = more_to_follow_ || !ready_.empty() || !to_reopen_.empty();
  if (holds_ && more) return kShortestPause;
  if (!holds_ || turns_.empty()) return kLongestPause;
  const auto until = turns_.begin()->first - clock_.Now();
  return std::clamp(std::chrono::ceil<std::chrono::milliseconds>(until), kShortestPause,
                    kLongestPause);
}

}  // namespace sinergi::notifications
