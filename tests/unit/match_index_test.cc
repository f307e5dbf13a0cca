// The index finds whatever asking each subscription would find, through changes of them too.
#include "services/notifications/domain/match_index.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace sinergi::notifications {
namespace {

using Ids = std::multiset<std::string>;

constexpr std::string_view kTypes[]{"id.go.bnn.sinergi.referrals.v1.ReferralSent",
                                    "id.go.bnn.sinergi.referrals.v1.ConsentRevoked",
                                    "id.go.bnn.sinergi.empowerment.v1.AreaStatusChanged",
                                    "id.go.bnn.sinergi.meetings.v1.MeetingConcluded"};

class MatchIndexTest : public ::testing::Test {
 protected:
  std::size_t Draw(std::size_t below) { return random_() % below; }
  std::string Office() { return "BNNK-" + std::to_string(Draw(6)); }
  std::string Subject() { return "referrals/" + std::to_string(Draw(5)); }

  Subscription MakeOne() {
    Subscription one;
    one.id =
        SubscriptionId::Parse("0191d3a0-0000-7000-8000-0000000000" + std::to_string(10 + Draw(80)))
            .value();
    if (Draw(4) == 0) {
      one.agency = "LEMBAGA";
    } else {
      one.office = Office();
    }
    if (Draw(3) == 0) one.subject = Subject();
    if (Draw(3) == 0) one.offices = {Office(), Office()};
    if (Draw(3) == 0) one.event_types = {EventPattern::Parse(kTypes[Draw(4)]).value()};
    if (Draw(4) == 0) one.areas = {RegionCode::Parse("19.04").value()};
    if (Draw(4) == 0) one.filter = *EventFilter::Parse("revision > 2");
    return one;
  }

  std::mt19937 random_{7};
};

TEST_F(MatchIndexTest, FindsWhatAskingEachWouldFind) {
  MatchIndex index;
  std::map<SubscriptionId, Subscription> all;
  for (int step = 0; step < 3000; ++step) {
    const Subscription one = MakeOne();
    if (Draw(5) == 0) {
      index.Remove(one.id);
      all.erase(one.id);
    } else {
      index.Set(std::make_shared<const Subscription>(one));
      all[one.id] = one;
    }
    const std::vector<std::string> offices{Office(), Office()};  // the same twice, sometimes
    const std::string subject = Subject();
    const EventTraits event{kTypes[Draw(4)],
                            offices,
                            RegionCode::Parse(Draw(2) == 0 ? "19.04.02" : "32"),
                            "/sinergi/x",
                            subject,
                            static_cast<std::int64_t>(Draw(5)),
                            {}};
    Ids expected, found;
    for (const auto& [id, known] : all) {
      if (Matches(known, event)) expected.insert(id.ToString());
    }
    index.Match(event, [&found](const Subscription& known) { found.insert(known.id.ToString()); });
    ASSERT_EQ(found, expected) << "each once";
    ASSERT_EQ(index.size(), all.size());
  }
}

}  // namespace
}  // namespace sinergi::notifications
