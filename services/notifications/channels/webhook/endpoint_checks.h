#pragma once

#include <vector>

#include "common/http/http_client.h"
#include "common/time/clock.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/application/webhook_secrets.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// What a subscriber asks to be posted to its endpoint, and waits for. Any thread.
class EndpointChecks {
 public:
  EndpointChecks(HttpClient& client, const Clock& clock, std::chrono::milliseconds timeout)
      : client_(client), clock_(clock), timeout_(timeout) {}

  // Asks whether the endpoint wants this subscription's events and knows its secret: it answers a
  // signed challenge with the text that it was sent. FAILED_PRECONDITION ENDPOINT_NOT_VERIFIED with
  // what it did instead. The requests a minute that it allows; 0 where it does not say.
  Result<std::int64_t> Challenge(const Subscription& subscription,
                                 const std::vector<WebhookSecret>& secrets) const;

  // Posts an event that says it is a test.
  PostingAnswer Test(const Subscription& subscription,
                     const std::vector<WebhookSecret>& secrets) const;

 private:
  Result<std::int64_t> Handshake(const Subscription& subscription) const;

  HttpClient& client_;
  const Clock& clock_;
  const std::chrono::milliseconds timeout_;
};

}  // namespace sinergi::notifications
