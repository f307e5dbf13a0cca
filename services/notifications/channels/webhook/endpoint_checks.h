#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/http/http_client.h"
#include "common/time/clock.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/channels/webhook/webhook_message.h"

namespace sinergi::notifications {

// What the endpoint's answer, or its absence, means (Standard Webhooks): 2xx is delivered, 410 is
// gone, anything else failed; Retry-After is in seconds or a date.
PostingAnswer AnswerOf(const Result<HttpAnswer>& answered, Instant sent, Instant now);

// Posts to endpoints. Any thread.
class WebhookSender {
 public:
  WebhookSender(HttpClient& client, const Clock& clock, std::chrono::milliseconds timeout,
                EventJson json)
      : client_(client), clock_(clock), timeout_(timeout), json_(std::move(json)) {}

  // `done` hears exactly once, on the client's thread: it is quick and never blocks.
  using Done = std::function<void(const Posting&, const PostingAnswer&)>;
  void Send(Posting posting, const Subscription& subscription,
            const std::vector<WebhookSecret>& secrets, Done done);

  // Asks whether the endpoint wants this subscription's events and knows its secret: it answers a
  // signed challenge with the text that it was sent. FAILED_PRECONDITION ENDPOINT_NOT_VERIFIED with
  // what it did instead. The requests a minute that it allows; 0 where it does not say. Waits for
  // it.
  Result<std::int64_t> Challenge(const Subscription& subscription,
                                 const std::vector<WebhookSecret>& secrets) const;

  // Posts an event that says it is a test, and waits for what comes of it.
  PostingAnswer Test(const Subscription& subscription,
                     const std::vector<WebhookSecret>& secrets) const;

 private:
  Result<std::int64_t> Handshake(const Subscription& subscription) const;

  HttpClient& client_;
  const Clock& clock_;
  const std::chrono::milliseconds timeout_;
  const EventJson json_;
};

}  // namespace sinergi::notifications
