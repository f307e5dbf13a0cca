#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sinergi::notifications {

// Which types of events: one, "id.go.bnn.sinergi.referrals.v1.ReferralSent", or all that begin with
// a package, "id.go.bnn.sinergi.referrals.v1.*". Well formed by construction.
class EventPattern {
 public:
  static constexpr std::size_t kMaxLength = 200;

  // Names of letters, digits and underscores with dots between them, at least two, or one and "*".
  static std::optional<EventPattern> Parse(std::string_view text);

  bool Matches(std::string_view type) const;

  const std::string& text() const { return text_; }

  bool operator==(const EventPattern&) const = default;

 private:
  explicit EventPattern(std::string_view text) : text_(text) {}

  std::string text_;
};

}  // namespace sinergi::notifications
