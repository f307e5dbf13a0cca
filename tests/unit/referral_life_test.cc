// The one table of a referral's life: what it allows, what it refuses, and that nothing gets stuck.
#include "services/referrals/domain/referral_life.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

using enum ReferralState;

std::string ReadMe() {
  const char* const source = std::getenv("SINERGI_SOURCE");
  std::ifstream file(std::filesystem::path(source == nullptr ? "." : source) /
                     "services/referrals/domain/README.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<ReferralState> Following(ReferralState from) {
  std::set<ReferralState> states;
  for (const Transition& each : Transitions()) {
    if (each.from == from) states.insert(each.to);
  }
  return states;
}

// Every state that can come after, at once or later.
std::set<ReferralState> After(ReferralState from) {
  std::set<ReferralState> found;
  std::set<ReferralState> next = Following(from);
  while (!next.empty()) {
    const ReferralState state = *next.begin();
    next.erase(next.begin());
    if (!found.insert(state).second) continue;
    for (const ReferralState each : Following(state)) next.insert(each);
  }
  return found;
}

TEST(ReferralLifeTest, AStepLeadsToOneStateOrIsRefusedWithWhatItNeeds) {
  for (int number = 1; number <= kReferralStates; ++number) {
    for (int step = 1; step <= kSteps; ++step) {
      const auto from = static_cast<ReferralState>(number);
      const auto taken = static_cast<Step>(step);
      SCOPED_TRACE(std::string(StepName(taken)) + " when " + std::string(StateName(from)));
      std::vector<ReferralState> ends;
      std::string needed;
      for (const Transition& each : Transitions()) {
        if (each.step != taken) continue;
        needed += (needed.empty() ? "" : ", ") + std::string(StateName(each.from));
        if (each.from == from) ends.push_back(each.to);
      }
      ASSERT_LE(ends.size(), 1U);
      const auto to = referrals::After(from, taken, "RJ-1");
      ASSERT_EQ(static_cast<bool>(to), !ends.empty());
      if (to) {
        EXPECT_EQ(*to, ends.front());
        continue;
      }
      EXPECT_TRUE(to.error().Is(reasons::kReferralStateWrong));
      EXPECT_EQ(to.error().Variable("state"), StateName(from));
      EXPECT_EQ(to.error().Variable("verb"), StepName(taken));
      EXPECT_EQ(to.error().Variable("needed"), needed);
    }
  }
}

TEST(ReferralLifeTest, EveryStateIsReachedAndNoneIsADeadEndButAnEnd) {
  EXPECT_EQ(After(kDraft).size(), static_cast<std::size_t>(kReferralStates - 1));
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto state = static_cast<ReferralState>(number);
    SCOPED_TRACE(StateName(state));
    const auto later = After(state);
    const bool ends = std::any_of(later.begin(), later.end(), [](ReferralState each) {
      return IsOver(each) && each != kVoided;
    });
    EXPECT_TRUE(ends || IsOver(state));
  }
}

TEST(ReferralLifeTest, WhatIsOverIsAtMostVoided) {
  std::set<ReferralState> over;
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto state = static_cast<ReferralState>(number);
    if (!IsOver(state)) continue;
    over.insert(state);
    for (const ReferralState next : Following(state)) EXPECT_EQ(next, kVoided);
  }
  EXPECT_EQ(over, (std::set{kRejected, kCompleted, kCancelled, kFailed, kVoided}));
}

TEST(ReferralLifeTest, WhereSomebodyWorksTheSenderOnlyAsks) {
  for (const ReferralState state : {kAccepted, kInProgress, kOnHold}) {
    EXPECT_EQ(*referrals::After(state, Step::kCancel, ""), kCancellationRequested);
  }
  EXPECT_EQ(Following(kCancellationRequested), (std::set{kCancelled, kCompleted, kFailed}));
}

TEST(ReferralLifeTest, WhatWasBegunIsNotVoided) {
  for (const ReferralState state :
       {kInProgress, kOnHold, kCancellationRequested, kCompleted, kFailed}) {
    EXPECT_FALSE(referrals::After(state, Step::kVoid, "")) << StateName(state);
  }
}

TEST(ReferralLifeTest, TheReadmeShowsThisTableAndWhatOthersCallEachState) {
  const std::string text = ReadMe();
  EXPECT_NE(text.find(LifePicture()), std::string::npos) << "it should show\n" << LifePicture();
  for (int number = 1; number <= kReferralStates; ++number) {
    const std::string name(StateName(static_cast<ReferralState>(number)));
    EXPECT_NE(text.find("\n| " + name + " | "), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace sinergi::referrals
