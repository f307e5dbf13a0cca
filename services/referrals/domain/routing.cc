#include "services/referrals/domain/routing.h"

#include <algorithm>

namespace sinergi::referrals {
namespace {

using std::chrono::sys_days;

// The latest day that has come.
template <class Rules>
std::optional<sys_days> EditionOf(const Rules& rules, sys_days day) {
  std::optional<sys_days> latest;
  for (const auto& rule : rules) {
    if (rule.valid_from <= day && (!latest || rule.valid_from > *latest)) latest = rule.valid_from;
  }
  return latest;
}

RiskLevel LevelOf(const AssistBand& band, int score) {
  if (score >= band.berat_from) return RiskLevel::kBerat;
  return score >= band.sedang_from ? RiskLevel::kSedang : RiskLevel::kRingan;
}

}  // namespace

bool Routing::Names(FacilityKind kind, FacilityService service) const {
  return std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
    return route.kind == kind && route.service == service;
  });
}

RoutingPolicy::RoutingPolicy(std::vector<AssistBand> bands, std::vector<Route> routes)
    : bands_(std::move(bands)), routes_(std::move(routes)) {
  std::stable_sort(routes_.begin(), routes_.end(),
                   [](const Route& a, const Route& b) { return a.rank < b.rank; });
}

std::optional<Assessment> RoutingPolicy::Assess(const Screening& screening, sys_days day) const {
  const auto edition = EditionOf(bands_, day);
  if (!edition || screening.scores.empty()) return std::nullopt;
  Assessment assessment{RiskLevel::kRingan, *edition};
  for (const AssistScore& scored : screening.scores) {
    for (const AssistBand& band : bands_) {
      if (band.valid_from != *edition || band.substance != scored.substance) continue;
      assessment.level = std::max(assessment.level, LevelOf(band, scored.score));
    }
  }
  return assessment;
}

std::optional<Routing> RoutingPolicy::Find(RiskLevel level, sys_days day) const {
  const auto edition = EditionOf(routes_, day);
  if (!edition) return std::nullopt;
  Routing routing{*edition, {}};
  std::copy_if(
      routes_.begin(), routes_.end(), std::back_inserter(routing.routes),
      [&](const Route& route) { return route.valid_from == *edition && route.level == level; });
  return routing;
}

}  // namespace sinergi::referrals
