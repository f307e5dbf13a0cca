#pragma once

#include "services/cli/session.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::cli {

// One event as a line for people, or as a line of JSON.
void PrintNotification(Session& session, const notifications::v1::Notification& notification);

}  // namespace sinergi::cli
