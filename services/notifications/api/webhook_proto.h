#pragma once

#include <functional>
#include <string>

#include "common/rpc/field_checks.h"
#include "services/notifications/domain/webhook.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::notifications {

// What a subscriber wants of its webhook; what is wrong with it goes to `checks`, its fields with
// `prefix` before them. `is_endpoint` says whether events may be posted to a URL at all.
Webhook ReadWebhook(const v1::Webhook& message, const std::string& prefix,
                    const std::function<bool(const std::string& url)>& is_endpoint,
                    FieldChecks& checks);

void FillWebhook(const Webhook& webhook, v1::Webhook& message);

}  // namespace sinergi::notifications
