#pragma once

#include <map>

#include "common/outbox/outbox_relay.h"
#include "tests/unit/outbox_fixture.h"

namespace sinergi {

inline constexpr std::chrono::seconds kLease{15};
inline constexpr int kSubjects = 40;  // enough for every part to have some

inline std::string Subject(int i) { return "referrals/" + std::to_string(i); }

// Relays of one database, and what reached their publisher.
class OutboxRelayTest : public OutboxFixture {
 protected:
  OutboxRelay Relay(const std::string& holder, Database& database, EventPublisher& publisher,
                    std::int64_t batch = 1000) {
    OutboxRelay::Options options;
    options.service = "referrals";
    options.holder = holder;
    options.batch = batch;
    options.lease = kLease;
    options.poll = std::chrono::hours(1);
    options.first_backoff = std::chrono::milliseconds(1);
    return {database, publisher, clock_, metrics_, options};
  }
  OutboxRelay Relay(const std::string& holder) { return Relay(holder, *sqlite_, shelf_); }

  // One turn that may not fail: how many were published.
  static std::int64_t Turn(OutboxRelay& relay) {
    const auto relayed = relay.RelayOnce();
    EXPECT_TRUE(relayed) << relayed.error().cause();
    return relayed ? *relayed : -1;
  }

  // Turns until there is nothing to do, as Run takes them.
  static void TurnUntilIdle(OutboxRelay& relay) {
    for (int turn = 0; turn < 50; ++turn) {
      const auto relayed = relay.RelayOnce();
      if (relayed && *relayed == 0) return;
    }
    FAIL() << "the relay does not come to an end";
  }

  // Three events of each subject, the subjects mixed.
  void AppendMany() {
    std::vector<Event> events;
    for (int revision = 1; revision <= 3; ++revision) {
      for (int i = 0; i < kSubjects; ++i) events.push_back(At(Subject(i), revision));
    }
    Append(events);
  }

  // Without repeats every event is on the shelf, in order per subject; a repeat has the id of its
  // first.
  void ExpectAllInEffectOnce() {
    std::set<Uuid> ids;
    std::map<std::string, std::int64_t> revisions;
    for (const Event& event : shelf_.events) {
      if (!ids.insert(event.id).second) continue;
      EXPECT_EQ(event.revision, ++revisions[event.subject]) << event.subject;
    }
    EXPECT_EQ(ids.size(), std::size_t{3} * kSubjects);
    EXPECT_EQ(CountUnpublished(), 0);
  }

  void StartAgain() {
    Run("DELETE FROM outbox");
    Run("DELETE FROM outbox_waiting");
    Run("DELETE FROM outbox_leases");
    shelf_.events.clear();
  }

  std::int64_t PartsOf(const std::string& holder) {
    return Count("SELECT count(*) FROM outbox_leases WHERE holder = '" + holder + "'");
  }

  Shelf shelf_;
};

}  // namespace sinergi
