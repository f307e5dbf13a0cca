#include "services/notifications/api/webhook_proto.h"

#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {

Webhook ReadWebhook(const v1::Webhook& message, const std::string& prefix,
                    const std::function<bool(const std::string& url)>& is_endpoint,
                    FieldChecks& checks) {
  Webhook webhook;
  webhook.url = message.url();
  if (webhook.url.size() > kMaxUrl || !is_endpoint(webhook.url)) {
    checks.Violated(prefix + "webhook.url", reasons::kWebhookUrlRefused,
                    {{"limit", std::to_string(kMaxUrl)}});
  }
  const int content = message.content() == 0 ? int{v1::WEBHOOK_CONTENT_THIN} : message.content();
  if (const auto known = CheckedEnum(checks, prefix + "webhook.content", content, 2)) {
    webhook.content = static_cast<WebhookContent>(*known);
  }
  const int signature =
      message.signature() == 0 ? int{v1::WEBHOOK_SIGNATURE_HMAC_SHA256} : message.signature();
  if (const auto known = CheckedEnum(checks, prefix + "webhook.signature", signature, 3)) {
    webhook.signature = static_cast<WebhookSignature>(*known);
  }
  webhook.strict_order = message.strict_order();
  webhook.contact = message.contact();
  if (!webhook.contact.empty() && !IsMailbox(webhook.contact)) {
    checks.Violated(prefix + "webhook.contact", reasons::kContactMalformed);
  }
  return webhook;
}

void FillWebhook(const Webhook& webhook, v1::Webhook& message) {
  message.set_url(webhook.url);
  message.set_content(static_cast<v1::WebhookContent>(webhook.content));
  message.set_signature(static_cast<v1::WebhookSignature>(webhook.signature));
  message.set_strict_order(webhook.strict_order);
  message.set_contact(webhook.contact);
  message.set_verified(webhook.verified);
  message.set_allowed_rate(webhook.rate);
}

}  // namespace sinergi::notifications
