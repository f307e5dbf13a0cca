#include "services/referrals/api/screening_proto.h"

#include <set>

#include "common/regions/day.h"
#include "common/result/reasons.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/messaging/facility_message.h"

namespace sinergi::referrals {
namespace {

std::string TextOf(const std::optional<std::chrono::sys_days>& day) {
  return day ? FormatDay(*day) : "";
}

}  // namespace

v1::Screening ToProto(const Screening& screening) {
  v1::Screening proto;
  for (const AssistScore& scored : screening.scores) {
    auto* score = proto.add_scores();
    score->set_substance(static_cast<v1::AssistSubstance>(scored.substance));
    score->set_score(scored.score);
  }
  proto.set_injected_recently(screening.injected_recently);
  if (screening.pattern) proto.set_usage_pattern(static_cast<v1::UsagePattern>(*screening.pattern));
  return proto;
}

v1::Assessment ToProto(const Assessed& assessed) {
  v1::Assessment proto;
  proto.set_risk_level(static_cast<v1::RiskLevel>(assessed.level));
  proto.set_bands_edition(TextOf(assessed.bands));
  proto.set_routing_edition(TextOf(assessed.routes));
  proto.set_standing(static_cast<v1::PolicyStanding>(assessed.standing));
  return proto;
}

v1::SuggestFacilitiesResponse ToProto(const Suggestions& suggestions) {
  v1::SuggestFacilitiesResponse proto;
  proto.set_risk_level(static_cast<v1::RiskLevel>(suggestions.level));
  proto.set_bands_edition(TextOf(suggestions.bands));
  proto.set_routing_edition(TextOf(suggestions.routes));
  for (const Suggestion& each : suggestions.places) {
    auto* suggestion = proto.add_suggestions();
    *suggestion->mutable_facility() = ToMessage(each.near.found.facility);
    suggestion->set_service(static_cast<v1::FacilityService>(each.places.offered.service));
    suggestion->set_nearness(static_cast<v1::Nearness>(each.near.nearness));
    *suggestion->mutable_places() = ToProto(each.places);
    suggestion->set_standing(static_cast<v1::PolicyStanding>(each.standing));
    suggestion->set_rank(each.rank);
  }
  return proto;
}

Screening CheckedScreening(FieldChecks& checks, const std::string& field,
                           const v1::Screening& proto) {
  Screening screening;
  if (proto.scores_size() > kAssistSubstances) {
    checks.Violated(field + ".scores", ::sinergi::reasons::kTooManyValues,
                    {{"count", std::to_string(proto.scores_size())},
                     {"limit", std::to_string(kAssistSubstances)}});
    return screening;
  }
  std::set<int> seen;
  for (int i = 0; i < proto.scores_size(); ++i) {
    const v1::AssistScore& scored = proto.scores(i);
    const std::string place = field + ".scores[" + std::to_string(i) + "]";
    const auto substance =
        CheckedEnum(checks, place + ".substance", scored.substance(), kAssistSubstances);
    checks.Range(place + ".score", scored.score(), 0, kHighestAssistScore);
    if (!substance) continue;
    if (!seen.insert(*substance).second) {
      checks.Violated(place + ".substance", reasons::kScoreTwice);
    }
    screening.scores.push_back({static_cast<AssistSubstance>(*substance), scored.score()});
  }
  screening.injected_recently = proto.injected_recently();
  screening.pattern = OptionalEnum<UsagePattern>(checks, field + ".usage_pattern",
                                                 proto.usage_pattern(), kUsagePatterns);
  return screening;
}

}  // namespace sinergi::referrals
