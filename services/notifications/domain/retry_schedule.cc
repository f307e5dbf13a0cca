#include "services/notifications/domain/retry_schedule.h"

#include <algorithm>
#include <string>

namespace sinergi::notifications {
namespace {

// FNV-1a: the same on every machine, so that a restart does not draw again.
std::uint64_t Spread(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
  return hash ^ (hash >> 33);
}

}  // namespace

std::optional<Instant> RetrySchedule::NextTry(std::int64_t failures, Instant now,
                                              std::string_view seed,
                                              std::optional<Pause> asked) const {
  if (failures < 1 || failures >= budget()) return std::nullopt;
  const Pause pause = pauses_[static_cast<std::size_t>(failures - 1)];
  const std::uint64_t drawn = Spread(std::string(seed) + '#' + std::to_string(failures)) % 401;
  const Pause varied = pause * (800 + static_cast<std::int64_t>(drawn)) / 1000;
  return now + std::max(varied, std::min(asked.value_or(Pause(0)), kLongestAsked));
}

}  // namespace sinergi::notifications
