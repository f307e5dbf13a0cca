#include "common/rpc/page_tokens.h"

#include <charconv>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::string_view kPurpose = "page";

Error Invalid() { return Error::Invalid({{"page_token", &reasons::kPageTokenInvalid, {}}}); }

}  // namespace

PageTokens::PageTokens(const TokenSealer& sealer, const Clock& clock,
                       std::chrono::milliseconds lifetime)
    : sealer_(sealer), clock_(clock), lifetime_(lifetime) {}

// Hashed, so that a long filter does not make a long token.
std::string PageTokens::Binding(const Call& call, std::string_view filter) const {
  std::string text;
  for (const std::string_view part : {call.method, std::string_view(call.caller.subject), filter}) {
    text += std::to_string(part.size()) + ":";
    text += part;
  }
  return ContentHash(text);
}

std::string PageTokens::Make(const Call& call, std::string_view filter,
                             std::string_view place) const {
  std::string payload = Binding(call, filter);
  payload += std::to_string(ToMicroseconds(clock_.Now() + lifetime_)) + "|";
  payload += place;
  return sealer_.Seal(kPurpose, payload);
}

Result<std::string> PageTokens::Read(const Call& call, std::string_view filter,
                                     std::string_view token) const {
  if (token.empty()) return std::string();
  const auto payload = sealer_.Open(kPurpose, token);
  const std::string binding = Binding(call, filter);
  if (!payload || !payload->starts_with(binding)) return Invalid();
  const std::string_view rest = std::string_view(*payload).substr(binding.size());
  const std::size_t bar = rest.find('|');
  std::int64_t expires = 0;
  if (bar == std::string_view::npos ||
      std::from_chars(rest.data(), rest.data() + bar, expires).ec != std::errc()) {
    return Invalid();
  }
  if (clock_.Now() >= FromMicroseconds(expires)) {
    return Error::Invalid({{"page_token", &reasons::kPageTokenExpired, {}}});
  }
  return std::string(rest.substr(bar + 1));
}

Result<std::int64_t> PageSize(std::int32_t asked, std::int64_t usual, std::int64_t most) {
  if (asked < 0) {
    return Error::Invalid(
        {{"page_size",
          &reasons::kValueOutOfRange,
          {{"value", std::to_string(asked)}, {"least", "0"}, {"most", std::to_string(most)}}}});
  }
  if (asked == 0) return usual;
  return std::min<std::int64_t>(asked, most);
}

}  // namespace sinergi
