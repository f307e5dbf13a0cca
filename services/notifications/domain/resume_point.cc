#include "services/notifications/domain/resume_point.h"

#include <array>
#include <charconv>

namespace sinergi::notifications {
namespace {

constexpr std::string_view kForm = "1";
constexpr std::size_t kParts = 6;

using Parts = std::array<std::string_view, kParts>;

std::optional<Parts> SplitParts(std::string_view text) {
  Parts parts;
  for (std::size_t i = 0; i < kParts; ++i) {
    const std::size_t end = text.find('|');
    if ((end == std::string_view::npos) != (i == kParts - 1)) return std::nullopt;
    parts[i] = text.substr(0, end);
    if (i < kParts - 1) text.remove_prefix(end + 1);
  }
  return parts;
}

// A number from `least` on, written without sign and leading zeros.
std::optional<std::int64_t> ParseCount(std::string_view text, std::int64_t least) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end || count < least) return std::nullopt;
  if (std::to_string(count) != text) return std::nullopt;
  return count;
}

}  // namespace

std::string ResumePoint::Format() const {
  std::string text(kForm);
  text += '|' + subscription.ToString();
  text += '|' + std::to_string(epoch);
  text += '|' + std::to_string(place.number);
  text += '|' + std::to_string(place.position);
  return text + '|' + database_epoch;
}

std::optional<ResumePoint> ResumePoint::Parse(std::string_view text) {
  const auto parts = SplitParts(text);
  if (!parts || parts->front() != kForm || parts->back().empty()) return std::nullopt;
  const auto id = SubscriptionId::Parse((*parts)[1]);
  const auto epoch = ParseCount((*parts)[2], 1);
  const auto number = ParseCount((*parts)[3], 0);
  const auto position = ParseCount((*parts)[4], 0);
  if (!id || id->ToString() != (*parts)[1] || !epoch || !number || !position) return std::nullopt;
  return ResumePoint{*id, *epoch, {*position, *number}, std::string(parts->back())};
}

}  // namespace sinergi::notifications
