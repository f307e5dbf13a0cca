#include "services/notifications/channels/webhook/webhook_sender.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <nlohmann/json.hpp>

#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

constexpr int kGone = 410;
constexpr std::size_t kLongestText = 120;

// Of what somebody waits for.
constexpr std::chrono::milliseconds kLongestCheck{5000};

// How sinergi calls itself in the handshake of CloudEvents' webhooks.
constexpr const char* kOrigin = "sinergi.bnn.go.id";

constexpr const char* kChallenged = "id.go.bnn.sinergi.notifications.v1.EndpointChallenged";
constexpr const char* kTested = "id.go.bnn.sinergi.notifications.v1.SubscriptionTested";

std::optional<std::int64_t> ParseNumber(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// Retry-After of RFC 9110: seconds, or an IMF date.
std::optional<std::chrono::milliseconds> RetryAfter(const HttpAnswer& answer, Instant now) {
  const auto header = answer.headers.find("retry-after");
  if (header == answer.headers.end()) return std::nullopt;
  constexpr std::int64_t kMost = 366 * 24 * 3600;
  if (const auto seconds = ParseNumber(header->second)) {
    return std::chrono::seconds(std::min(*seconds, kMost));
  }
  std::tm date{};
  if (strptime(header->second.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date) == nullptr) {
    return std::nullopt;
  }
  const Instant until = Instant(std::chrono::seconds(timegm(&date)));
  return std::chrono::ceil<std::chrono::milliseconds>(std::max(until, now) - now);
}

bool IsSuccess(int status) { return status >= 200 && status < 300; }

// Whether the body is the challenge, plain or as JSON.
bool Repeats(const std::string& body, const std::string& challenge) {
  if (body == challenge) return true;
  const auto json = nlohmann::json::parse(body, nullptr, false);
  return json.is_object() && json.contains("challenge") && json["challenge"] == challenge;
}

Error NotVerified(const Subscription& subscription, const std::string& found) {
  return Error::Of(reasons::kEndpointNotVerified,
                   {{"url", subscription.webhook->url}, {"found", found}});
}

std::string TextOf(const Result<HttpAnswer>& answered) {
  if (answered) return "HTTP " + std::to_string(answered->status);
  std::string text = answered.error().reason().name == "ADDRESS_NOT_ALLOWED"
                         ? "address not allowed"
                         : answered.error().cause();
  if (text.size() > kLongestText) text.resize(kLongestText);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

PostingAnswer AnswerOf(const Result<HttpAnswer>& answered, Instant sent, Instant now) {
  PostingAnswer answer;
  answer.at = sent;
  answer.duration = std::max(now, sent) - sent;
  answer.text = TextOf(answered);
  if (!answered) return answer;
  answer.delivered = IsSuccess(answered->status);
  answer.gone = answered->status == kGone;
  if (!answer.delivered) answer.asked = RetryAfter(*answered, now);
  return answer;
}

void WebhookSender::Send(Posting posting, const Subscription& subscription,
                         const std::vector<WebhookSecret>& secrets, Done done) {
  const Instant sent = clock_.Now();
  HttpRequest request = SignedRequest(*subscription.webhook, posting.entry->event.id.ToString(),
                                      sent, CloudEventBody(posting, subscription, json_), secrets);
  request.timeout = timeout_;
  client_.Send(std::move(request), [this, sent, posting = std::move(posting),
                                    done = std::move(done)](const Result<HttpAnswer>& answered) {
    done(posting, AnswerOf(answered, sent, clock_.Now()));
  });
}

// CloudEvents' webhooks ask first by OPTIONS. Who knows nothing of that is asked by the challenge
// alone.
Result<std::int64_t> WebhookSender::Handshake(const Subscription& subscription) const {
  HttpRequest request;
  request.method = "OPTIONS";
  request.url = subscription.webhook->url;
  request.headers = {{"webhook-request-origin", kOrigin}, {"user-agent", "Sinergi"}};
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  if (!answered) return NotVerified(subscription, TextOf(answered));
  const auto allowed = answered->headers.find("webhook-allowed-origin");
  if (allowed == answered->headers.end()) return 0;
  if (allowed->second != "*" && allowed->second != kOrigin) {
    return NotVerified(subscription, "another webhook-allowed-origin");
  }
  const auto rate = answered->headers.find("webhook-allowed-rate");
  return rate == answered->headers.end() ? 0 : ParseNumber(rate->second).value_or(0);
}

Result<std::int64_t> WebhookSender::Challenge(const Subscription& subscription,
                                              const std::vector<WebhookSecret>& secrets) const {
  const auto rate = Handshake(subscription);
  if (!rate) return rate;
  const Instant now = clock_.Now();
  const std::string id = Uuid::Make(now).ToString();
  const std::string challenge = Base64(RandomBytes(24));
  HttpRequest request = SignedRequest(
      *subscription.webhook, id, now,
      OwnEventBody(id, kChallenged, subscription, now, "{\"challenge\":\"" + challenge + "\"}"),
      secrets);
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  if (!answered || !IsSuccess(answered->status)) {
    return NotVerified(subscription, TextOf(answered));
  }
  if (!Repeats(answered->body, challenge)) return NotVerified(subscription, "another text");
  return *rate;
}

PostingAnswer WebhookSender::Test(const Subscription& subscription,
                                  const std::vector<WebhookSecret>& secrets) const {
  const Instant sent = clock_.Now();
  const std::string id = Uuid::Make(sent).ToString();
  HttpRequest request = SignedRequest(*subscription.webhook, id, sent,
                                      OwnEventBody(id, kTested, subscription, sent, "{}"), secrets);
  request.timeout = std::min(timeout_, kLongestCheck);
  const auto answered = client_.SendAndWait(std::move(request));
  return AnswerOf(answered, sent, clock_.Now());
}

}  // namespace sinergi::notifications
