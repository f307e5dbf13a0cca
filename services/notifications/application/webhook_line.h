#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/notifications/application/delivery_ledger.h"
#include "services/notifications/application/delivery_retries.h"
#include "services/notifications/application/delivery_window.h"
#include "services/notifications/application/event_stream.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/domain/rate_limit.h"
#include "services/notifications/storage/replay_store.h"

namespace sinergi::notifications {

// One webhook's way through the journal: what is posted next, and what an answer changes. Events of
// one subject go one after the other; one that fails holds the later ones of its subject, or all of
// them where the subscriber wants strict order. What it decides is in the changes, which commit
// before the postings are sent. One thread at a time; never waits but for the database.
class WebhookLine {
 public:
  struct Options {
    RetrySchedule schedule{{}};
    std::chrono::milliseconds timeout{0};        // of one request
    std::int64_t window = 64;                    // events that are claimed and not settled
    std::int64_t at_once = 8;                    // requests on their way
    std::int64_t per_minute = 6000;              // where the endpoint allows no less
    std::chrono::milliseconds suspend_after{0};  // of nothing but failures
  };

  // `events` stands at the place up to which `row` is settled. A replay's line ends where it says.
  WebhookLine(Subscription subscription, LineRow row, std::unique_ptr<EventStream> events,
              const std::vector<DeliveryStore::Waiting>& waiting, const Options& options,
              std::optional<ReplayRow> replay = {});

  // Hears what came of a posting.
  void Take(const Posting& posting, const PostingAnswer& answer, Instant now,
            DeliveryChanges& changes);

  // Goes on as far as it can. OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE when its place is gone or its
  // epoch is over, and errors of the database; then it is of no more use.
  Status Advance(const DeliveryLedger& ledger, Instant now, DeliveryChanges& changes,
                 std::vector<Posting>& postings);

  // What was decided is committed.
  void Committed() { retries_.Committed(); }

  // Before it is given up or the process ends: what was tried gets rows, what was not is read
  // again.
  void Rest(Instant now, DeliveryChanges& changes);

  // The subject's consent was revoked: what was read of it before goes no more.
  void Withhold(const std::string& subject) { window_.Hold(subject); }

  // When it may go on though nothing happens; the end of time when never.
  Instant NextTurn(Instant now);

  // Whether nothing is left of a replay.
  bool IsFinished() const;

  // A change that keeps the epoch.
  void Follow(const Subscription& subscription);

  const Subscription& subscription() const { return subscription_; }
  const LineRow& row() const { return row_; }

  // What its endpoint's answers make of an active subscription: kGone, or kSuspended when it has
  // failed for too long; nothing while all is well.
  std::optional<SubscriptionState> Verdict(Instant now) const;

 private:
  bool IsDelivering() const;
  bool MaySend(Instant now) const;
  std::int64_t Room(Instant now) const;
  bool Selects(const Delivery& delivery) const;

  // False while the process has not yet read so far.
  Result<bool> Recover(Instant now, DeliveryChanges& changes);
  void SendFresh(Instant now, std::vector<Posting>& postings);
  bool MustSettle(Instant now);
  void Settle(Instant now, DeliveryChanges& changes);
  void SettleOne(const DeliveryWindow::Item& item, Instant now, DeliveryChanges& changes);
  Status ClaimDue(const DeliveryLedger& ledger, Instant now, DeliveryChanges& changes,
                  std::vector<Posting>& postings);
  Status ClaimFresh(Instant now, DeliveryChanges& changes, std::vector<Posting>& postings);
  bool HasRoom() const;
  // Lets go of what is delivered.
  void Retire(Instant now, DeliveryChanges& changes);
  void NoteAnswer(const PostingAnswer& answer, Instant now);

  Subscription subscription_;
  const Options options_;
  LineRow row_;
  const std::unique_ptr<EventStream> events_;
  RateLimit rate_;
  const std::optional<ReplayRow> replay_;
  DeliveryWindow window_;
  DeliveryRetries retries_;
  std::int64_t in_flight_ = 0;
  bool recovered_ = false;
  bool more_ = true;         // of the journal, perhaps
  bool behind_ = false;      // more is there than this process has read
  std::int64_t stored_ = 0;  // the position that is in row_'s row
  bool dirty_ = false;       // row_ changed and is not yet in the changes
  bool gone_ = false;
};

}  // namespace sinergi::notifications
