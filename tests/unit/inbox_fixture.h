#pragma once

#include "common/outbox/inbox.h"
#include "tests/unit/outbox_fixture.h"

namespace sinergi {

using Events = std::vector<Event>;

// An inbox whose effect is a row in `effects`, and that fails where a test says so.
class InboxTest : public OutboxFixture {
 protected:
  void SetUp() override {
    OutboxFixture::SetUp();
    Open();
  }

  void Open() {
    Inbox::Options options;
    options.service = "notifications";
    options.poll = std::chrono::milliseconds(1);
    options.set_aside = [this](const Event& event, const std::string& reason,
                               std::int64_t attempts) {
      if (!broker_is_there_) return Status(testing::Refuse());
      set_aside_.push_back(testing::Labels(std::span(&event, 1)).front() + " after " +
                           std::to_string(attempts) + ": " + reason);
      return Status::Ok();
    };
    inbox_.reset();
    inbox_.emplace(
        *database_, clock_, metrics_, options,
        [this](Transaction& tx, std::span<const Event> events) { return Apply(tx, events); },
        [this] { ++commits_told_; });
  }

  Status Apply(Transaction& tx, std::span<const Event> events) {
    for (const Event& event : events) {
      AddEffect(tx, event.subject, event.revision);
      const std::string label = testing::Labels(std::span(&event, 1)).front();
      if (passing_.count(label) > 0) return testing::Refuse();
      if (failing_.count(label) > 0) {
        return Error::Of(reasons::kInternal).Because("the test makes " + label + " fail");
      }
    }
    return Status::Ok();
  }

  void Receive(const Events& events) {
    const Status done = inbox_->Receive(events);
    ASSERT_TRUE(done) << done.error().cause();
  }

  // How many were settled when all that is due had its turn.
  int Retry() {
    const auto settled = inbox_->RetryDue();
    EXPECT_TRUE(settled) << settled.error().cause();
    return settled ? *settled : -1;
  }

  void RetryUntilIdle() {
    int turns = 0;
    while (Retry() > 0) ASSERT_LT(++turns, 50) << "retrying does not come to an end";
  }

  Events Some(const std::string& subject, std::int64_t first, std::int64_t last) const {
    Events events;
    for (std::int64_t revision = first; revision <= last; ++revision) {
      events.push_back(At(subject, revision));
    }
    return events;
  }

  std::string DeadLetter(const std::string& column) const {
    const std::string sql = "SELECT " + column + " FROM dead_letters";
    const auto rows = sqlite_->Query(Soon(), Statement{sql}, {});
    return rows && rows->size() == 1 ? rows->front().Text(0) : "not one";
  }

  // Every subject has as many effects as its revision says, and as the revision says in order.
  void ExpectEffectsAndRevisionsTogether() const {
    EXPECT_EQ(Count("SELECT count(*) FROM (SELECT subject, count(*) AS n, max(revision) AS last "
                    "FROM effects GROUP BY subject) e LEFT JOIN inbox_revisions i "
                    "ON i.subject = e.subject WHERE i.revision IS NOT e.n OR e.last <> e.n"),
              0);
    EXPECT_EQ(Count("SELECT count(*) FROM inbox_revisions WHERE revision > 0 AND "
                    "subject NOT IN (SELECT subject FROM effects)"),
              0);
  }

  std::set<std::string> failing_;  // labels whose effect fails for their own sake
  std::set<std::string> passing_;  // labels that meet an unreachable database
  int commits_told_ = 0;
  bool broker_is_there_ = true;
  std::vector<std::string> set_aside_;
  std::optional<Inbox> inbox_;
};

}  // namespace sinergi
