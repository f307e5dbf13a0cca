#include "services/referrals/settings.h"

#include "common/result/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr std::chrono::seconds kShortestLease{1};
constexpr std::chrono::hours kShortestConsent{1};

}  // namespace

void ReferralsSettings::AddTo(SettingsTable& table) {
  table.Add(&relay_poll, "referrals_relay_poll",
            "How often the relay looks for events when nobody wakes it.");
  table.Add(&relay_lease, "referrals_relay_lease",
            "After this time without renewal another replica takes over a relay's part.");
  table.Add(&event_retention, "referrals_event_retention",
            "How long events that were published can be published again, since they happened.");
  table.Add(&answer_retention, "referrals_answer_retention",
            "How long a repeated request_id gets its first answer.");
  table.Add(&clock_poll, "referrals_clock_poll",
            "How late a reminder, a passed deadline and an escalation may be told.");
  table.Add(&page_token_lifetime, "referrals_page_token_lifetime",
            "How long a page token can be used.");
  table.Add(&watch_heartbeat, "referrals_watch_heartbeat",
            "How long a watch is quiet at most before it says where it stands.");
  table.Add(&longest_consent, "referrals_longest_consent",
            "How long a consent holds at most, and when nothing else is said.");
}

Status ReferralsSettings::Check() const {
  if (longest_consent < kShortestConsent) {
    return Error::Invalid({{"referrals_longest_consent",
                            &::sinergi::reasons::kValueOutOfRange,
                            {{"value", std::to_string(longest_consent.count()) + "ms"},
                             {"least", "1h"},
                             {"most", "10y"}}}});
  }
  if (relay_lease >= kShortestLease && relay_poll * 2 <= relay_lease) return Status::Ok();
  return Error::Invalid({{"referrals_relay_lease",
                          &::sinergi::reasons::kValueOutOfRange,
                          {{"value", std::to_string(relay_lease.count()) + "ms"},
                           {"least", "1s, 2 x referrals_relay_poll"},
                           {"most", "10y"}}}});
}

}  // namespace sinergi::referrals
