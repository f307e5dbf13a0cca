#include "services/notifications/channels/webhook/webhook_message.h"

#include <nlohmann/json.hpp>

namespace sinergi::notifications {
namespace {

using Json = nlohmann::ordered_json;

// What is left to say of an event that is withheld: CloudEvents demands a type.
constexpr const char* kWithheldType = "id.go.bnn.sinergi.notifications.v1.EventWithheld";

constexpr const char* kContentType = "application/cloudevents+json; charset=utf-8";

void AddUnlessEmpty(Json& body, const char* name, const std::string& text) {
  if (!text.empty()) body[name] = text;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

Json Envelope(const std::string& id, const std::string& source, const Subscription& subscription) {
  Json body;
  body["specversion"] = "1.0";
  body["id"] = id;
  body["source"] = source;
  body["subscriptionid"] = subscription.id.ToString();
  return body;
}

std::string Text(const Json& body) {
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string CloudEventBody(const Posting& posting, const Subscription& subscription,
                           const EventJson& json) {
  const Event& event = posting.entry->event;
  Json body = Envelope(event.id.ToString(), event.source, subscription);
  body["epoch"] = std::to_string(posting.epoch);
  body["number"] = std::to_string(posting.number);
  if (!posting.key.line.empty()) body["replayed"] = true;
  if (posting.entry->withheld) {
    body["type"] = kWithheldType;
    body["withheld"] = "consent-revoked";
    return Text(body);
  }
  body["type"] = event.type;
  body["subject"] = event.subject;
  body["time"] = FormatRfc3339(event.time);
  body["revision"] = std::to_string(event.revision);
  AddUnlessEmpty(body, "region", event.region);
  AddUnlessEmpty(body, "offices", Joined(event.offices));
  AddUnlessEmpty(body, "traceparent", event.traceparent);
  if (subscription.webhook->content == WebhookContent::kFull) {
    const auto data = json(event);
    body["datacontenttype"] = data ? "application/json" : "application/protobuf";
    if (data) {
      body["data"] = Json::parse(*data);
    } else {
      body["data_base64"] = Base64(event.payload);
    }
  }
  return Text(body);
}

std::string OwnEventBody(const std::string& id, std::string_view type,
                         const Subscription& subscription, Instant now, const std::string& data) {
  Json body = Envelope(id, "/sinergi/notifications", subscription);
  body["type"] = type;
  body["time"] = FormatRfc3339(now);
  body["datacontenttype"] = "application/json";
  body["data"] = Json::parse(data);
  return Text(body);
}

HttpRequest SignedRequest(const Webhook& webhook, const std::string& id, Instant now,
                          std::string body, const std::vector<WebhookSecret>& secrets) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::string timestamp = std::to_string(seconds);
  const std::string signed_text = id + "." + timestamp + "." + body;
  std::string signatures;
  for (const WebhookSecret& secret : secrets) {
    if (secret.expires && *secret.expires <= now) continue;
    if (Includes(webhook.signature, WebhookSignature::kHmacSha256)) {
      signatures += " v1," + Base64(HmacSha256(secret.shared, signed_text));
    }
    if (Includes(webhook.signature, WebhookSignature::kEd25519)) {
      signatures += " v1a," + Base64(secret.key->Sign(signed_text));
    }
  }
  if (!signatures.empty()) signatures.erase(0, 1);  // the first space
  HttpRequest request;
  request.url = webhook.url;
  request.headers = {{"content-type", kContentType},
                     {"webhook-id", id},
                     {"webhook-timestamp", timestamp},
                     {"webhook-signature", signatures},
                     {"user-agent", "Sinergi"}};
  request.body = std::move(body);
  return request;
}

}  // namespace sinergi::notifications
