// No effect without its inbox row, no inbox row without its effect, whichever call fails.
#include "tests/unit/inbox_fixture.h"

namespace sinergi {
namespace {

using testing::FailureMode;

// One life of three subjects with everything in it: a jump, a repeat, a failure that passes. A
// batch comes until it is taken, as consumers bring it.
class InboxFaultTest : public InboxTest {
 protected:
  void Live(const std::string& name) {
    const std::string a = name + "-a";
    const std::string b = name + "-b";
    const std::string c = name + "-c";
    failing_ = {c + "#1"};
    const Events repeated = Some(a, 1, 2);
    Bring({At(a, 1), At(b, 1), At(a, 2)});
    Bring({At(a, 4), repeated[0], repeated[1], At(c, 1)});
    Bring({At(c, 2), At(b, 2)});
    failing_.clear();
    Bring({At(a, 3)});
    clock_.Advance(std::chrono::seconds(1));
    for (int quiet = 0, turns = 0; quiet < 2 && turns < 50; ++turns) {
      const auto settled = inbox_->RetryDue();
      quiet = settled && *settled == 0 ? quiet + 1 : 0;
      ExpectEffectsAndRevisionsTogether();
    }
    ExpectLived(a, 4);
    ExpectLived(b, 2);
    ExpectLived(c, 2);
    EXPECT_EQ(CountRows("inbox_parked") + CountRows("dead_letters"), 0) << name;
  }

  void Bring(const Events& events) {
    Status taken = Error::Of(reasons::kUnavailable);
    for (int i = 0; i < 5 && !taken; ++i) {
      taken = inbox_->Receive(events);
      ExpectEffectsAndRevisionsTogether();
    }
    ASSERT_TRUE(taken);
  }

  // 1, 2, … up to `last`, once each.
  void ExpectLived(const std::string& subject, std::int64_t last) const {
    std::vector<std::string> wanted;
    for (std::int64_t i = 1; i <= last; ++i) wanted.push_back(subject + "#" + std::to_string(i));
    std::vector<std::string> got;
    for (const std::string& label : Effects()) {
      if (label.starts_with(subject + "#")) got.push_back(label);
    }
    EXPECT_EQ(got, wanted);
  }
};

TEST_F(InboxFaultTest, EffectAndInboxRowCommitTogetherWhicheverCallFails) {
  Live("faultless");
  const std::int64_t calls = database_->calls();
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= calls; ++n) {
      Run("DELETE FROM effects");
      Run("DELETE FROM inbox_revisions");
      database_->FailCall(n, mode);
      Live((mode == FailureMode::kAfter ? "after-" : "before-") + std::to_string(n));
      EXPECT_TRUE(database_->failed()) << n;
      if (HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace sinergi
