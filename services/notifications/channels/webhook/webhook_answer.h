#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/http/http_loop.h"
#include "services/notifications/application/postings.h"

namespace sinergi::notifications {

// What the endpoint's answer, or its absence, means (Standard Webhooks): 2xx is delivered, 410 is
// gone, anything else failed; Retry-After is in seconds or a date.
PostingAnswer AnswerOf(const Result<HttpAnswer>& answered, Instant sent, Instant now);

// "HTTP 503", or why there was no answer.
std::string AnswerText(const Result<HttpAnswer>& answered);

bool IsSuccess(const HttpAnswer& answer);

// A whole number from 0 on; nothing for any other text.
std::optional<std::int64_t> ParseCount(const std::string& text);

}  // namespace sinergi::notifications
