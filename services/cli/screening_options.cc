#include "services/cli/screening_options.h"

#include <charconv>

#include "services/cli/facility_messages.h"
#include "services/cli/short_names.h"

namespace sinergi::cli {
namespace {

using referrals::v1::AssistScore;
using referrals::v1::AssistSubstance;
using referrals::v1::Screening;

// "amphetamines=28"
Answer<AssistScore> ReadScore(const std::string& word) {
  const std::size_t end = std::min(word.find('='), word.size());
  const auto substance = ReadEnum<AssistSubstance>("--score", word.substr(0, end));
  if (!substance) return substance.failure();
  const std::string_view text = std::string_view(word).substr(std::min(end + 1, word.size()));
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size()) {
    return UsageFailure(messages::kScoreForm, {{"word", word}});
  }
  AssistScore score;
  score.set_substance(*substance);
  score.set_score(number);
  return score;
}

}  // namespace

void AddScreening(Command command, ScreeningOptions& options) {
  command.AddSeveral("--score", options.scores, help::kScore);
  command.Add("--usage-pattern", options.pattern, help::kUsagePattern);
  command.Add("--injected", options.injected, help::kInjected).OneOf({"yes", "no"});
  command.Add("--level", options.level, help::kRiskLevelStated);
}

Answer<std::optional<Screening>> ReadScreening(const ScreeningOptions& options) {
  const bool is_empty =
      options.scores.empty() && options.pattern.empty() && options.injected.empty();
  if (is_empty) return std::optional<Screening>();
  Screening screening;
  for (const std::string& word : options.scores) {
    auto score = ReadScore(word);
    if (!score) return score.failure();
    *screening.add_scores() = *std::move(score);
  }
  const auto pattern = ReadEnum<referrals::v1::UsagePattern>("--usage-pattern", options.pattern);
  if (!pattern) return pattern.failure();
  screening.set_usage_pattern(*pattern);
  screening.set_injected_recently(options.injected == "yes");
  return std::optional(std::move(screening));
}

}  // namespace sinergi::cli
