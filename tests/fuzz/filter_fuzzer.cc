// A filter is read or refused; what was read means the same when it is written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/filter/filter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sinergi::Filter;
  using sinergi::FilterType;
  using sinergi::FilterValue;
  static const std::vector<sinergi::FilterField> fields{
      {"state", FilterType::kName, {"SENT", "DRAFT"}},
      {"area", FilterType::kCode},
      {"office", FilterType::kText},
      {"time", FilterType::kTime},
      {"n", FilterType::kNumber}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto filter = Filter::Parse(text, fields);
  if (!filter) return 0;
  const std::string written = filter->ToString(fields);
  if (written.size() > Filter::kLongest) return 0;
  const auto again = Filter::Parse(written, fields);
  if (!again) {
    // The one form has more parentheses, of which there is a limit.
    return 0;
  }
  if (again->ToString(fields) != written) std::abort();
  for (int row = 0; row < 32; ++row) {
    const auto value_of = [&](std::size_t field) -> FilterValue {
      if ((row & (1 << field)) == 0) return {};
      if (field > 2) return std::int64_t{row};
      return std::string(field == 1 ? "19.04" : "SENT");
    };
    const bool passes = filter->Passes(value_of);
    if (passes != again->Passes(value_of)) std::abort();
    if (!passes) continue;
    for (const auto& comparison : filter->Required()) {
      if (!comparison.Holds(value_of(comparison.field))) std::abort();
    }
  }
  return 0;
}
