#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// verify, test, secret, rotate-secret and health of a webhook.
void AddWebhookCommands(CommandLine& line, Command group);

// deliveries, attempts, replay, replay-status and missed of a subscription.
void AddDeliveryCommands(CommandLine& line, Command group);

}  // namespace sinergi::cli
