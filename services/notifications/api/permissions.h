#pragma once

#include "common/identity/permissions.h"

namespace sinergi::notifications {

// Who may call what at all; which subscriptions a call then sees is decided by the caller's office
// or agency.
inline constexpr PermissionRow kPermissions[]{
    {"/sinergi.notifications.v1.NotificationsService/CreateSubscription", "subscriptions.create"},
    {"/sinergi.notifications.v1.NotificationsService/GetSubscription", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/ListSubscriptions", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/UpdateSubscription", "subscriptions.update"},
    {"/sinergi.notifications.v1.NotificationsService/PauseSubscription", "subscriptions.pause"},
    {"/sinergi.notifications.v1.NotificationsService/ResumeSubscription", "subscriptions.resume"},
    {"/sinergi.notifications.v1.NotificationsService/DeleteSubscription", "subscriptions.delete"},
    {"/sinergi.notifications.v1.NotificationsService/VerifySubscription", "subscriptions.verify"},
    {"/sinergi.notifications.v1.NotificationsService/TestSubscription", "subscriptions.test"},
    {"/sinergi.notifications.v1.NotificationsService/RotateWebhookSecret",
     "subscriptions.rotate_secret"},
    {"/sinergi.notifications.v1.NotificationsService/GetWebhookSecret",
     "subscriptions.read_secret"},
    {"/sinergi.notifications.v1.NotificationsService/GetSubscriptionHealth", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/ListDeliveries", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/ListDeliveryAttempts", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/ReplayEvents", "subscriptions.replay"},
    {"/sinergi.notifications.v1.NotificationsService/GetReplay", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/ListMissedEvents", "subscriptions.read"},
    {"/sinergi.notifications.v1.NotificationsService/AcknowledgeEvents", "subscriptions.stream"},
    {"/sinergi.notifications.v1.NotificationsService/StreamEvents", "subscriptions.stream"},
    {"/sinergi.notifications.v1.NotificationsService/FetchEvents", "subscriptions.stream"},
};

}  // namespace sinergi::notifications
