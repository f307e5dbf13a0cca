#pragma once

#include "services/cli/command_line.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::cli {

// update, pause, resume and delete.
void AddSubscriptionChanges(CommandLine& line, Command group);

// Reads --from into a request that begins a count; a usage failure when it is no such place.
Ending SetStart(const std::string& word, notifications::v1::CreateSubscriptionRequest& request);

}  // namespace sinergi::cli
