#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/http/http_loop.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/application/webhook_secrets.h"

namespace sinergi::notifications {

// An event's message as JSON; nothing for a type that this release does not know.
using EventJson = std::function<std::optional<std::string>(const Event&)>;

// A body in the JSON format of CloudEvents 1.0: its attributes, and its message where the webhook
// wants it and nothing withholds it. Numbers of 64 bits are texts, as CloudEvents has none.
std::string CloudEventBody(const Posting& posting, const Subscription& subscription,
                           const EventJson& json);

// A body about the subscription itself: what verifies and tests an endpoint. `data` is JSON.
std::string OwnEventBody(const std::string& id, std::string_view type,
                         const Subscription& subscription, Instant now, const std::string& data);

// Signs with each of the secrets that hold at `now`, as the webhook wants it, in the headers of
// Standard Webhooks: HMAC-SHA256 ("v1"), Ed25519 ("v1a"). `id` stays the same however often it is
// tried.
HttpRequest SignedRequest(const Webhook& webhook, const std::string& id, Instant now,
                          std::string body, const std::vector<WebhookSecret>& secrets);

// What is posted of an event.
HttpRequest PostingRequest(const Posting& posting, const Subscription& subscription,
                           const std::vector<WebhookSecret>& secrets, Instant now,
                           const EventJson& json);

}  // namespace sinergi::notifications
