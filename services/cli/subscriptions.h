#pragma once

#include <string>
#include <vector>

#include "services/cli/connection.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::cli {

// What a subscription is to tell.
struct SubscriptionWish {
  std::string name;
  std::string office;
  std::string area;
  std::vector<std::string> types;  // full types
};

Answer<notifications::v1::Subscription> CreateSubscription(const Connection& connection,
                                                           const SubscriptionWish& wish);

// The caller's subscription of exactly this wish, or a new one.
struct FoundSubscription {
  notifications::v1::Subscription subscription;
  bool is_new = false;
};
Answer<FoundSubscription> FindOrCreateSubscription(const Connection& connection,
                                                   const SubscriptionWish& wish);

}  // namespace sinergi::cli
