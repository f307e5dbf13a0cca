#include "services/notifications/channels/webhook/webhook_answer.h"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace sinergi::notifications {
namespace {

constexpr int kGone = 410;
constexpr std::size_t kLongestText = 120;

// Retry-After of RFC 9110: seconds, or an IMF date.
std::optional<std::chrono::milliseconds> RetryAfter(const HttpAnswer& answer, Instant now) {
  const auto header = answer.headers.find("retry-after");
  if (header == answer.headers.end()) return std::nullopt;
  constexpr std::int64_t kMost = 366 * 24 * 3600;
  if (const auto seconds = ParseCount(header->second)) {
    return std::chrono::seconds(std::min(*seconds, kMost));
  }
  std::tm date{};
  if (strptime(header->second.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date) == nullptr) {
    return std::nullopt;
  }
  const Instant until = Instant(std::chrono::seconds(timegm(&date)));
  return std::chrono::ceil<std::chrono::milliseconds>(std::max(until, now) - now);
}

}  // namespace

std::optional<std::int64_t> ParseCount(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

bool IsSuccess(const HttpAnswer& answer) { return answer.status >= 200 && answer.status < 300; }

std::string AnswerText(const Result<HttpAnswer>& answered) {
  if (answered) return "HTTP " + std::to_string(answered->status);
  std::string text = answered.error().reason().name == "ADDRESS_NOT_ALLOWED"
                         ? "address not allowed"
                         : answered.error().cause();
  if (text.size() > kLongestText) text.resize(kLongestText);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

PostingAnswer AnswerOf(const Result<HttpAnswer>& answered, Instant sent, Instant now) {
  PostingAnswer answer;
  answer.at = sent;
  answer.duration = std::max(now, sent) - sent;
  answer.text = AnswerText(answered);
  if (!answered) return answer;
  answer.delivered = IsSuccess(*answered);
  answer.gone = answered->status == kGone;
  if (!answer.delivered) answer.asked = RetryAfter(*answered, now);
  return answer;
}

}  // namespace sinergi::notifications
