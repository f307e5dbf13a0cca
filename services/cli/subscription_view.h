#pragma once

#include "services/cli/session.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::cli {

std::string Describe(Session& session, const notifications::v1::Subscription& subscription);

// A line for each.
std::string Describe(Session& session,
                     const notifications::v1::ListSubscriptionsResponse& response);

}  // namespace sinergi::cli
