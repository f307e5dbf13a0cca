#include "services/cli/subscriptions.h"

#include <algorithm>

#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;
using notifications::v1::Subscription;

std::vector<std::string> AreasOf(const SubscriptionWish& wish) {
  return wish.area.empty() ? std::vector<std::string>() : std::vector{wish.area};
}

bool IsWish(const Subscription& subscription, const SubscriptionWish& wish) {
  std::vector<std::string> types(subscription.event_types().begin(),
                                 subscription.event_types().end());
  std::vector<std::string> wished = wish.types;
  std::sort(types.begin(), types.end());
  std::sort(wished.begin(), wished.end());
  const std::vector<std::string> areas(subscription.area_codes().begin(),
                                       subscription.area_codes().end());
  const bool narrower = subscription.offices_size() > 0 || !subscription.subject().empty() ||
                        !subscription.filter().empty();
  return subscription.display_name() == wish.name && subscription.office() == wish.office &&
         areas == AreasOf(wish) && types == wished && !narrower;
}

}  // namespace

Answer<Subscription> CreateSubscription(const Connection& connection,
                                        const SubscriptionWish& wish) {
  notifications::v1::CreateSubscriptionRequest request;
  request.set_display_name(wish.name);
  request.set_office(wish.office);
  for (const std::string& area : AreasOf(wish)) request.add_area_codes(area);
  for (const std::string& type : wish.types) request.add_event_types(type);
  auto got = connection.Call(&NotificationsService::Stub::CreateSubscription, request);
  if (!got) return got.failure();
  return std::move(*got->mutable_subscription());
}

Answer<FoundSubscription> FindOrCreateSubscription(const Connection& connection,
                                                   const SubscriptionWish& wish) {
  notifications::v1::ListSubscriptionsRequest request;
  request.set_page_size(200);
  do {
    const auto page = connection.Call(&NotificationsService::Stub::ListSubscriptions, request);
    if (!page) return page.failure();
    for (const Subscription& subscription : page->subscriptions()) {
      if (IsWish(subscription, wish)) return FoundSubscription{subscription, false};
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  auto created = CreateSubscription(connection, wish);
  if (!created) return created.failure();
  return FoundSubscription{*std::move(created), true};
}

}  // namespace sinergi::cli
