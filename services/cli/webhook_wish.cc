#include "services/cli/webhook_wish.h"

#include "services/cli/webhook_messages.h"

namespace sinergi::cli {
namespace {

constexpr std::string_view kUsual = "hmac-sha256";

}  // namespace

void WebhookWish::AddTo(const Command& command) {
  command.Add("--webhook", *webhook_.mutable_url(), help::kWebhook);
  command.AddFlag("--full", full_, help::kFull);
  command.Add("--signature", signature_, help::kSignature)
      .OneOf({"hmac-sha256", "ed25519", "both"})
      .ShowDefault();
  command.AddFlag("--strict-order", strict_, help::kStrictFlag);
  command.Add("--contact", *webhook_.mutable_contact(), help::kContactOption);
}

Ending WebhookWish::Check() const {
  const bool stray = full_ || strict_ || signature_ != kUsual || !webhook_.contact().empty();
  if (is_given() || !stray) return {};
  return UsageFailure(messages::kWebhookUrlMissing, {});
}

notifications::v1::Webhook WebhookWish::Wanted() const {
  notifications::v1::Webhook wanted = webhook_;
  wanted.set_strict_order(strict_);
  if (full_) wanted.set_content(notifications::v1::WEBHOOK_CONTENT_FULL);
  wanted.set_signature(signature_ == "both" ? notifications::v1::WEBHOOK_SIGNATURE_BOTH
                       : signature_ == "ed25519"
                           ? notifications::v1::WEBHOOK_SIGNATURE_ED25519
                           : notifications::v1::WEBHOOK_SIGNATURE_HMAC_SHA256);
  return wanted;
}

}  // namespace sinergi::cli
