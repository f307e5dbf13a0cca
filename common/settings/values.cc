#include "common/settings/values.h"

#include <array>
#include <charconv>
#include <system_error>

#include "common/settings/reasons.h"

namespace sinergi {
namespace {

struct Unit {
  std::string_view name;
  std::chrono::milliseconds length;
};

constexpr std::array<Unit, 4> kUnits{{{"h", std::chrono::hours(1)},
                                      {"m", std::chrono::minutes(1)},
                                      {"s", std::chrono::seconds(1)},
                                      {"ms", std::chrono::milliseconds(1)}}};

const Unit* UnitOf(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

}  // namespace

const Reason* ReadBoolean(std::string_view text, bool& value) {
  if (text != "true" && text != "false") return &reasons::kSettingMalformed;
  value = text == "true";
  return nullptr;
}

const Reason* ReadInteger(std::string_view text, std::int64_t least, std::int64_t most,
                          std::int64_t& value) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (stop != end || error == std::errc::invalid_argument) return &reasons::kSettingMalformed;
  if (error != std::errc() || number < least || number > most) return &reasons::kSettingOutOfRange;
  value = number;
  return nullptr;
}

const Reason* ReadDuration(std::string_view text, std::chrono::milliseconds& value) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) return &reasons::kSettingMalformed;
  const Unit* const unit = UnitOf(text.substr(digits));
  if (unit == nullptr) return &reasons::kSettingMalformed;
  std::int64_t count = 0;
  const std::int64_t most = kLongestDuration / unit->length;
  const Reason* const broken = ReadInteger(text.substr(0, digits), 0, most, count);
  if (broken == nullptr) value = count * unit->length;
  return broken;
}

std::string FormatDuration(std::chrono::milliseconds duration) {
  for (const Unit& unit : kUnits) {
    if (duration.count() != 0 && duration % unit.length == std::chrono::milliseconds(0)) {
      return std::to_string(duration / unit.length) + std::string(unit.name);
    }
  }
  return "0s";
}

}  // namespace sinergi
