#include "services/notifications/settings.h"

#include "common/settings/reasons.h"
#include "common/settings/values.h"

namespace sinergi::notifications {
namespace {

// Below, a stream would send nothing but heartbeats.
constexpr std::chrono::seconds kShortestHeartbeat{1};

}  // namespace

void Settings::AddTo(SettingsTable& table) {
  table.Add(&heartbeat, "notifications_heartbeat",
            "After how much quiet a stream shows that it lives.");
  table.Add(&tail_entries, "notifications_tail_entries", 1, 10'000'000,
            "How many of the journal's latest events are kept in memory for all streams.");
  table.Add(&tail_bytes, "notifications_tail_bytes", 1, std::int64_t{1} << 40,
            "How many bytes these may take, about.");
  table.Add(&journal_retention, "notifications_journal_retention",
            "How long events are kept for subscribers that were away.");
}

Status Settings::Check() const {
  if (heartbeat >= kShortestHeartbeat) return Status::Ok();
  return Error::Invalid({{"notifications_heartbeat",
                          &sinergi::reasons::kSettingOutOfRange,
                          {{"value", FormatDuration(heartbeat)},
                           {"least", FormatDuration(kShortestHeartbeat)},
                           {"most", FormatDuration(kLongestDuration)}}}});
}

}  // namespace sinergi::notifications
