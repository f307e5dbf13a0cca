#include "services/tat/domain/tat_policy.h"

#include <algorithm>

namespace sinergi::tat {

TatPolicy::TatPolicy(std::vector<TatRule> rules) : rules_(std::move(rules)) {
  std::sort(rules_.begin(), rules_.end(),
            [](const TatRule& a, const TatRule& b) { return a.valid_from > b.valid_from; });
}

std::optional<TatDates> TatPolicy::Find(Instant now) const {
  const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const TatRule& each) {
    return Instant(each.valid_from) <= now;
  });
  if (rule == rules_.end()) return std::nullopt;
  const Instant due = now + rule->within;
  return TatDates{std::max(now, due - rule->remind_before), due, due + rule->escalate_after};
}

}  // namespace sinergi::tat
