#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/privacy/authenticator.h"
#include "services/notifications/domain/resume_point.h"

namespace sinergi::notifications {

// Resume tokens: places in a subscription's stream that only this service can read. Any thread.
class ResumeTokens {
 public:
  ResumeTokens(const TokenSealer& sealer, std::string database_epoch);

  std::string Make(const Subscription& subscription, const Place& place) const;

  // Nothing for what was not made here.
  std::optional<ResumePoint> Read(std::string_view token) const;

  // Whether the point lies in the life of this database and subscription.
  bool IsOfThisLife(const ResumePoint& point, const Subscription& subscription) const;

 private:
  const TokenSealer& sealer_;
  const std::string database_epoch_;
};

}  // namespace sinergi::notifications
