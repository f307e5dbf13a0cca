#pragma once

#include <cstdint>
#include <string>

namespace sinergi::notifications {

inline constexpr std::size_t kMaxUrl = 2000;
inline constexpr std::size_t kMaxContact = 254;

// How much of an event a webhook carries. Rows hold these numbers.
enum class WebhookContent : std::int64_t {
  kThin = 1,  // its attributes
  kFull = 2,  // and its message
};

// What deliveries are signed with. Rows hold these numbers, each a set of bits.
enum class WebhookSignature : std::int64_t {
  kHmacSha256 = 1,  // by the key that both sides know
  kEd25519 = 2,     // by a key of which the subscriber knows the public half only
  kBoth = 3,
};

// Whether deliveries of `chosen` carry `one`.
inline bool Includes(WebhookSignature chosen, WebhookSignature one) {
  return (static_cast<std::int64_t>(chosen) & static_cast<std::int64_t>(one)) != 0;
}

// Where and how a subscription's events are posted.
struct Webhook {
  std::string url;
  WebhookContent content = WebhookContent::kThin;
  WebhookSignature signature = WebhookSignature::kHmacSha256;
  bool strict_order = false;  // a failure holds everything that comes after, not its subject only
  std::string contact;        // a mailbox that is told when deliveries fail; may be empty
  bool verified = false;      // the endpoint at this URL has answered a challenge
  std::int64_t rate = 0;      // requests a minute that the endpoint allows; 0 where it does not say

  bool operator==(const Webhook&) const = default;
};

// Roughly what RFC 5321 calls a mailbox, of at most kMaxContact characters; whether it exists, only
// mail can tell.
bool IsMailbox(const std::string& text);

}  // namespace sinergi::notifications
