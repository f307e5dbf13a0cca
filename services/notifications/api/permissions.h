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
    {"/sinergi.notifications.v1.NotificationsService/StreamEvents", "subscriptions.stream"},
    {"/sinergi.notifications.v1.NotificationsService/FetchEvents", "subscriptions.stream"},
};

}  // namespace sinergi::notifications
