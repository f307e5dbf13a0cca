#include "services/notifications/application/resume_tokens.h"

namespace sinergi::notifications {
namespace {

constexpr std::string_view kPurpose = "resume";

}  // namespace

ResumeTokens::ResumeTokens(const TokenSealer& sealer, std::string database_epoch)
    : sealer_(sealer), database_epoch_(std::move(database_epoch)) {}

std::string ResumeTokens::Make(const Subscription& subscription, const Place& place) const {
  const ResumePoint point{subscription.id, subscription.epoch, place, database_epoch_};
  return sealer_.Seal(kPurpose, point.Format());
}

std::optional<ResumePoint> ResumeTokens::Read(std::string_view token) const {
  const auto payload = sealer_.Open(kPurpose, token);
  return payload ? ResumePoint::Parse(*payload) : std::nullopt;
}

bool ResumeTokens::IsOfThisLife(const ResumePoint& point, const Subscription& subscription) const {
  return point.epoch == subscription.epoch && point.database_epoch == database_epoch_;
}

}  // namespace sinergi::notifications
