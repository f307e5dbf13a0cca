#pragma once

#include <string>

#include "services/cli/command_line.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::cli {

// The webhook that somebody wants, by the options of a command.
class WebhookWish {
 public:
  // The target of the options outlives the command.
  void AddTo(const Command& command);

  bool is_given() const { return !webhook_.url().empty(); }
  // An option of a webhook without its URL would change nothing.
  Ending Check() const;
  notifications::v1::Webhook Wanted() const;

 private:
  notifications::v1::Webhook webhook_;
  std::string signature_ = "hmac-sha256";
  bool full_ = false;
  bool strict_ = false;
};

}  // namespace sinergi::cli
