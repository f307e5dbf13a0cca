#include "services/tat/application/tat_policy_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "common/csv/csv.h"
#include "common/process/text_file.h"
#include "common/regions/day.h"
#include "services/tat/domain/reasons.h"

namespace sinergi::tat {
namespace {

constexpr int kLongestSpan = 10'000;

std::optional<std::chrono::seconds> ParseSpan(std::string_view text) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_sound = error == std::errc() && end + 1 == text.data() + text.size() &&
                        count >= 1 && count <= kLongestSpan;
  if (!is_sound) return std::nullopt;
  if (*end == 's') return std::chrono::seconds(count);
  if (*end == 'h') return std::chrono::hours(count);
  return std::nullopt;
}

}  // namespace

Result<TatPolicy> ParseTatPolicy(std::string_view csv) {
  const std::vector<std::string> columns{"valid_from", "within", "remind_before", "escalate_after"};
  const auto rows = ParseCsv(csv, columns);
  if (!rows) return rows.error();
  std::vector<TatRule> rules;
  std::vector<FieldViolation> mistakes;
  for (const CsvRow& row : *rows) {
    const std::string place = "tat.csv:" + std::to_string(row.line);
    const auto day = ParseDay(row.fields[0]);
    const bool is_new = day && std::none_of(rules.begin(), rules.end(), [&](const TatRule& rule) {
                          return rule.valid_from == *day;
                        });
    if (!is_new) mistakes.push_back({place, &reasons::kTatDayMalformed, {}});
    std::array<std::chrono::seconds, 3> spans{};
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const auto span = ParseSpan(row.fields[i + 1]);
      const std::string& column = columns[i + 1];
      if (!span) mistakes.push_back({place, &reasons::kTatSpanMalformed, {{"column", column}}});
      spans[i] = span.value_or(std::chrono::seconds());
    }
    if (day) rules.push_back({*day, spans[0], spans[1], spans[2]});
  }
  if (!mistakes.empty()) return Error::Invalid(std::move(mistakes));
  return TatPolicy(std::move(rules));
}

Result<TatPolicy> LoadTatPolicy(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "tat.csv")) return TatPolicy({});
  const auto text = ReadTextFile(folder / "tat.csv");
  if (!text) return text.error();
  return ParseTatPolicy(*text);
}

}  // namespace sinergi::tat
