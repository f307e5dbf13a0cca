#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "sinergi/notifications/v1/subscription.pb.h"
#include "tests/support/full_stack_office.h"
#include "tests/support/webhook_receiver.h"

namespace sinergi::testing {

// The office's webhook on a full stack: an endpoint in the test's own process that takes whatever
// is posted. The stack needs kSettings. Any thread.
class FullStackEndpoint {
 public:
  // Lets the replicas post to this machine, and try often.
  static const FullStack::Settings kSettings;

  FullStackEndpoint(const FullStack& stack, const FullStackOffice& office);

  // Different events so far, and requests that brought one again.
  std::size_t Count() const;
  int Repeats() const;

  // Each event with its number, once, by number.
  std::vector<notifications::v1::Notification> ByNumber() const;

  // What an endpoint may rely on and did not get, a sentence each: one number for one event, and
  // the revisions of a subject in order.
  std::vector<std::string> Problems() const;

 private:
  void Take(const WebhookReceiver::Request& request);

  mutable std::mutex mutex_;
  std::map<std::string, notifications::v1::Notification> arrived_;  // by event; guarded by mutex_
  std::map<std::string, std::int64_t> latest_;  // revision by subject; guarded by mutex_
  std::vector<std::string> problems_;           // guarded by mutex_
  int repeats_ = 0;                             // guarded by mutex_
  WebhookReceiver receiver_;
};

}  // namespace sinergi::testing
