#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/database/sqlite/sqlite_database.h"
#include "common/events/event_publisher.h"
#include "common/events/reasons.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/result/reasons.h"
#include "tests/support/event_reader.h"
#include "tests/support/failing_database.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {

// A publisher into memory. `judge` says what becomes of an event; later ones of a subject whose
// event failed are held back, as the contract says.
class Shelf final : public EventPublisher {
 public:
  std::vector<Status> Publish(std::span<const Event> batch) override {
    if (const auto happens = std::exchange(before_next, nullptr)) happens();
    std::vector<Status> outcomes;
    std::set<std::string> failed;
    for (const Event& event : batch) {
      Status outcome = judge ? judge(event) : Status::Ok();
      if (failed.count(event.subject) > 0) {
        outcome = Error::Of(reasons::kEventHeldBack, {{"subject", event.subject}});
      }
      if (outcome) events.push_back(event);
      if (!outcome) failed.insert(event.subject);
      outcomes.push_back(std::move(outcome));
    }
    return outcomes;
  }

  std::vector<std::string> Labels() const { return testing::Labels(events); }

  std::vector<Event> events;
  std::function<Status(const Event&)> judge;
  std::function<void()> before_next;  // happens once
};

// A database with the tables of outbox and inbox, and a clock that stands.
class OutboxFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    Reopen();
    const auto epoch = LoadEpoch(*sqlite_, Soon());
    ASSERT_TRUE(epoch);
    outbox_.emplace("referrals", *epoch);
  }

  void Reopen() {
    database_.reset();
    sqlite_.reset();
    auto opened = SqliteDatabase::Open({folder_ / "outbox.db"});
    ASSERT_TRUE(opened) << opened.error().cause();
    sqlite_ = *std::move(opened);
    ASSERT_TRUE(sqlite_->Migrate("outbox", OutboxMigrations()));
    ASSERT_TRUE(sqlite_->Migrate("inbox", InboxMigrations()));
    ASSERT_TRUE(sqlite_->Migrate("effects",
                                 {{1, "effects",
                                   "CREATE TABLE effects (n INTEGER PRIMARY KEY AUTOINCREMENT,"
                                   " subject TEXT NOT NULL, revision INTEGER NOT NULL) STRICT"}}));
    database_.emplace(*sqlite_);
  }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }

  static void AddEffect(Transaction& tx, const std::string& subject, std::int64_t revision) {
    tx.Execute(Statement{"INSERT INTO effects (subject, revision) VALUES ($1, $2)"},
               {subject, revision});
  }

  Event At(const std::string& subject, std::int64_t revision) const {
    Event event = testing::MakeEvent(subject, revision);
    event.time = clock_.Now();
    return event;
  }

  // Commits events to the outbox, as a change does.
  void Append(const std::vector<Event>& events) {
    const Status done = sqlite_->Transact(Soon(), [&](Transaction& tx) {
      for (const Event& event : events) outbox_->Append(tx, event);
      return Status::Ok();
    });
    ASSERT_TRUE(done) << done.error().cause();
  }

  void Run(std::string_view sql) {
    const Status done = sqlite_->Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(Statement{sql}, {});
      return Status::Ok();
    });
    ASSERT_TRUE(done) << done.error().cause();
  }

  std::int64_t Count(std::string_view sql) const {
    const auto rows = sqlite_->Query(Soon(), Statement{sql}, {});
    EXPECT_TRUE(rows) << rows.error().cause();
    return rows ? rows->at(0).Integer(0) : -1;
  }

  std::int64_t CountRows(const std::string& table) const {
    return Count("SELECT count(*) FROM " + table);
  }

  std::int64_t CountUnpublished() const { return CountRows("outbox_waiting"); }

  // "a#1" for each effect, in the order they happened.
  std::vector<std::string> Effects() const {
    const auto rows =
        sqlite_->Query(Soon(), Statement{"SELECT subject, revision FROM effects ORDER BY n"}, {});
    std::vector<std::string> labels;
    for (const Row& row : *rows) {
      labels.push_back(row.Text(0) + "#" + std::to_string(row.Integer(1)));
    }
    return labels;
  }

  testing::TemporaryFolder folder_;
  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  Metrics metrics_;
  std::unique_ptr<SqliteDatabase> sqlite_;
  std::optional<testing::FailingDatabase> database_;
  std::optional<Outbox> outbox_;
};

}  // namespace sinergi
