#include "services/notifications/channels/webhook/webhook_message.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

namespace sinergi::notifications {
namespace {

// What is left to say of an event that is withheld: CloudEvents demands a type.
constexpr const char* kWithheldType = "id.go.bnn.sinergi.notifications.v1.EventWithheld";

constexpr const char* kContentType = "application/cloudevents+json; charset=utf-8";

// A text that JSON shows as it is.
bool IsPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// An object of JSON whose members are texts, but for some.
class Body {
 public:
  Body() { text_.reserve(kUsual); }

  void Add(std::string_view name, std::string_view text) {
    if (IsPlain(text)) {
      Begin(name) += '"';
      text_.append(text) += '"';
    } else {
      const nlohmann::json value = std::string(text);
      AddJson(name, value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
  }
  void AddUnlessEmpty(std::string_view name, std::string_view text) {
    if (!text.empty()) Add(name, text);
  }
  void AddJson(std::string_view name, std::string_view json) { Begin(name).append(json); }

  std::string Done() && {
    text_ += '}';
    return std::move(text_);
  }

 private:
  static constexpr std::size_t kUsual = 1024;

  std::string& Begin(std::string_view name) {
    text_ += text_.empty() ? '{' : ',';
    text_ += '"';
    return text_.append(name).append("\":");
  }

  std::string text_;
};

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) (text += text.empty() ? "" : ",") += name;
  return text;
}

Body Envelope(std::string_view id, std::string_view source, const Subscription& subscription) {
  Body body;
  body.Add("specversion", "1.0");
  body.Add("id", id);
  body.Add("source", source);
  body.Add("subscriptionid", subscription.id.ToString());
  return body;
}

}  // namespace

std::string CloudEventBody(const Posting& posting, const Subscription& subscription,
                           const EventJson& json) {
  const Event& event = posting.entry->event;
  Body body = Envelope(event.id.ToString(), event.source, subscription);
  body.Add("epoch", std::to_string(posting.epoch));
  body.Add("number", std::to_string(posting.number));
  if (!posting.key.line.empty()) body.AddJson("replayed", "true");
  if (posting.entry->withheld) {
    body.Add("type", kWithheldType);
    body.Add("withheld", "consent-revoked");
    return std::move(body).Done();
  }
  body.Add("type", event.type);
  body.Add("subject", event.subject);
  body.Add("time", FormatRfc3339(event.time));
  body.Add("revision", std::to_string(event.revision));
  body.AddUnlessEmpty("region", event.region);
  body.AddUnlessEmpty("offices", Joined(event.offices));
  body.AddUnlessEmpty("traceparent", event.traceparent);
  if (subscription.webhook->content == WebhookContent::kFull) {
    const auto data = json(event);
    body.Add("datacontenttype", data ? "application/json" : "application/protobuf");
    if (data) {
      body.AddJson("data", *data);
    } else {
      body.Add("data_base64", Base64(event.payload));
    }
  }
  return std::move(body).Done();
}

std::string OwnEventBody(const std::string& id, std::string_view type,
                         const Subscription& subscription, Instant now, const std::string& data) {
  Body body = Envelope(id, "/sinergi/notifications", subscription);
  body.Add("type", type);
  body.Add("time", FormatRfc3339(now));
  body.Add("datacontenttype", "application/json");
  body.AddJson("data", data);
  return std::move(body).Done();
}

HttpRequest SignedRequest(const Webhook& webhook, const std::string& id, Instant now,
                          std::string body, const std::vector<WebhookSecret>& secrets) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::string timestamp = std::to_string(seconds);
  std::string signed_text;
  signed_text.reserve(id.size() + timestamp.size() + body.size() + 2);
  signed_text.append(id).append(".").append(timestamp).append(".").append(body);
  std::string signatures;
  for (const WebhookSecret& secret : secrets) {
    if (secret.expires && *secret.expires <= now) continue;
    if (Includes(webhook.signature, WebhookSignature::kHmacSha256)) {
      signatures += " v1," + Base64(secret.ready->Sign(signed_text));
    }
    if (Includes(webhook.signature, WebhookSignature::kEd25519)) {
      signatures += " v1a," + Base64(secret.key->Sign(signed_text));
    }
  }
  if (!signatures.empty()) signatures.erase(0, 1);  // the first space
  HttpRequest request;
  request.url = webhook.url;
  request.headers.reserve(5);
  request.headers.emplace_back("content-type", kContentType);
  request.headers.emplace_back("webhook-id", id);
  request.headers.emplace_back("webhook-timestamp", timestamp);
  request.headers.emplace_back("webhook-signature", std::move(signatures));
  request.headers.emplace_back("user-agent", "Sinergi");
  request.body = std::move(body);
  return request;
}

HttpRequest PostingRequest(const Posting& posting, const Subscription& subscription,
                           const std::vector<WebhookSecret>& secrets, Instant now,
                           const EventJson& json) {
  return SignedRequest(*subscription.webhook, posting.entry->event.id.ToString(), now,
                       CloudEventBody(posting, subscription, json), secrets);
}

}  // namespace sinergi::notifications
