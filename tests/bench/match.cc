// Which of 10,000 subscriptions an event matches: by the index that deliveries use, and by asking
// each of them. Both find the same, or the measurement fails.
#include <chrono>
#include <random>

#include "services/notifications/domain/match_index.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

using Clock = std::chrono::steady_clock;
using notifications::EventPattern;
using notifications::EventTraits;
using notifications::MatchIndex;
using notifications::Subscription;
using notifications::SubscriptionId;

constexpr int kSubscriptions = 10'000;
constexpr int kOffices = 207;  // of BNN's
constexpr int kSubjects = 50'000;

struct Sample {
  std::string type;
  std::string subject;
  std::vector<std::string> offices;

  EventTraits traits() const {
    return {type, offices, RegionCode::Parse("19.04.02.2020"), "/sinergi/bench", subject, 1, {}};
  }
};

std::string OfficeOf(std::uint_fast32_t number) {
  return "BNNK-" + std::to_string(number % kOffices);
}

// Most are an office's, one in ten follows one subject, one in twenty is a partner's.
std::vector<MatchIndex::Entry> MakeSubscriptions(std::mt19937& random) {
  std::vector<MatchIndex::Entry> all;
  for (int i = 0; i < kSubscriptions; ++i) {
    Subscription one;
    one.id = SubscriptionId::Make(Instant(std::chrono::seconds(i)));
    if (i % 20 == 0) {
      one.agency = "LEMBAGA-" + std::to_string(i);
    } else {
      one.office = OfficeOf(random());
    }
    if (i % 10 == 1) one.subject = "referrals/" + std::to_string(random() % kSubjects);
    if (i % 3 == 0 && !one.office.empty()) {
      one.event_types = {*EventPattern::Parse("id.go.bnn.sinergi.referrals.v1.ReferralSent")};
    }
    if (i % 4 == 0) one.areas = {*RegionCode::Parse("19.04")};
    all.push_back(std::make_shared<const Subscription>(std::move(one)));
  }
  return all;
}

// One in ten is of a programme; each names three offices.
std::vector<Sample> MakeEvents(std::mt19937& random) {
  std::vector<Sample> events;
  for (int i = 0; i < 1000; ++i) {
    const bool programme = i % 10 == 0;
    events.push_back({programme ? "id.go.bnn.sinergi.empowerment.v1.AreaStatusChanged"
                                : "id.go.bnn.sinergi.referrals.v1.ReferralSent",
                      "referrals/" + std::to_string(random() % kSubjects),
                      {OfficeOf(random()), OfficeOf(random()), "BNN"}});
  }
  return events;
}

// Runs over the events for a while: how many a second, and how many matches were found in each
// round.
template <class Match>
std::size_t Measure(const std::string& name, const std::vector<Sample>& events,
                    std::chrono::seconds time, Match match) {
  const auto begin = Clock::now();
  std::size_t found = 0;
  std::int64_t rounds = 0;
  while (Clock::now() - begin < time) {
    found = 0;
    for (const Sample& event : events) match(event.traits(), found);
    ++rounds;
  }
  const std::chrono::duration<double> took = Clock::now() - begin;
  Print(name, static_cast<double>(rounds) * static_cast<double>(events.size()) / took.count());
  return found;
}

void Run(const Arguments& arguments) {
  std::mt19937 random(20261126);
  const auto subscriptions = MakeSubscriptions(random);
  const auto events = MakeEvents(random);
  const std::chrono::seconds time(arguments.Number("seconds"));
  MatchIndex index;
  for (const auto& one : subscriptions) index.Set(one);
  const std::size_t by_index =
      Measure("per_second", events, time, [&](const EventTraits& event, std::size_t& found) {
        index.Match(event, [&found](const Subscription&) { ++found; });
      });
  const std::size_t by_loop =
      Measure("loop_per_second", events, time, [&](const EventTraits& event, std::size_t& found) {
        for (const auto& one : subscriptions) found += Matches(*one, event);
      });
  if (by_index != by_loop) Fail("the index and the loop do not find the same");
  Print("matches_per_event", static_cast<double>(by_index) / static_cast<double>(events.size()));
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
