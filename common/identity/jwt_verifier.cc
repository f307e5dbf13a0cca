#include "common/identity/jwt_verifier.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/identity/claims.h"
#include "common/identity/key_set.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kKeysAreRead{1};

Error Invalid(const char* cause) { return Error::Of(reasons::kTokenInvalid).Because(cause); }

struct Parts {
  std::string_view header, payload, signature;
};

std::optional<Parts> Split(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const Parts parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                    token.substr(second + 1)};
  for (const std::string_view part : {parts.header, parts.payload, parts.signature}) {
    if (part.empty() || !jose::IsBase64Url(part)) return std::nullopt;
  }
  return parts;
}

// The key that the header names, if it may be used with the algorithm that the header names; null
// when there is none of this name. Tells whether it names one.
Result<const TokenKey*> ChooseKey(const KeySet& keys, std::string_view header, bool& is_named) {
  const auto text = jose::FromBase64Url(header);
  const jose::Json json = text ? jose::ParseObject(*text) : nullptr;
  if (!json) return Invalid("the header is no JSON object, or names twice");
  if (json_object_get(json.get(), "crit") != nullptr) return Invalid("crit is not understood");
  const auto algorithm = jose::Text(json.get(), "alg");
  if (!algorithm) return Invalid("alg is missing");
  const auto key_id = jose::Text(json.get(), "kid");
  is_named = json_object_get(json.get(), "kid") != nullptr;
  if (is_named && key_id.value_or("").empty()) return Invalid("kid is no name");
  const TokenKey* key = keys.Find(key_id);
  if (key == nullptr && !key_id) return Invalid("kid is missing, and there are several keys");
  if (key == nullptr) return nullptr;
  if (!key->Accepts(*algorithm)) return Invalid("the key is not for this algorithm");
  return key;
}

// The payload, once its signature has been checked.
Result<std::string> Authenticate(TokenKeys& token_keys, std::string_view token) {
  const auto parts = Split(token);
  if (!parts) return Invalid("not three parts in base64url");
  const std::uint64_t edition = token_keys.Edition();
  const auto keys = token_keys.Current();
  bool is_named = true;
  const auto key = ChooseKey(*keys, parts->header, is_named);
  if (!key) return key.error();
  if (*key == nullptr && token_keys.AskAgain(edition)) {
    return Error::Of(reasons::kTokenKeyNotKnownYet).RetryAfter(kKeysAreRead);
  }
  if (*key == nullptr) return Invalid("no key has this kid");
  // cjose looks at the first bytes of a longer signature and pads a shorter one.
  const auto signature = jose::FromBase64Url(parts->signature);
  if (!signature || signature->size() != (*key)->signature_bytes) {
    return Invalid("the signature has another length");
  }
  auto payload = jose::Verify(token, (*key)->handle.get());
  // Of a key without a name only this shows that there may be another one by now.
  if (!payload && !is_named && token_keys.AskAgain(edition)) {
    return Error::Of(reasons::kTokenKeyNotKnownYet).RetryAfter(kKeysAreRead);
  }
  if (!payload) return Invalid("the signature is not the key's");
  return *std::move(payload);
}

}  // namespace

Result<std::unique_ptr<JwtVerifier>> JwtVerifier::Create(std::shared_ptr<TokenKeys> keys,
                                                         JwtOptions options, const Clock& clock) {
  if (options.issuer.empty() || options.audience.empty()) {
    return Error::Of(reasons::kTokenKeysInvalid).Because("issuer and audience must be given");
  }
  return std::unique_ptr<JwtVerifier>(new JwtVerifier(std::move(keys), std::move(options), clock));
}

JwtVerifier::JwtVerifier(std::shared_ptr<TokenKeys> keys, JwtOptions options, const Clock& clock)
    : keys_(std::move(keys)), options_(std::move(options)), clock_(clock) {}

std::uint64_t JwtVerifier::Edition() const { return keys_->Edition(); }

Result<Caller> JwtVerifier::Verify(std::string_view token) const {
  if (token.empty()) return Error::Of(reasons::kTokenMissing);
  if (token.size() > kMaxTokenBytes) return Invalid("longer than 8 KiB");
  const auto payload = Authenticate(*keys_, token);
  if (!payload) return payload.error();
  auto claims = ReadClaims(*payload);
  if (!claims) return claims.error();
  const auto& audience = claims->audience;
  if (claims->issuer != options_.issuer) return Invalid("of another issuer");
  if (std::find(audience.begin(), audience.end(), options_.audience) == audience.end()) {
    return Invalid("for another audience");
  }
  const Instant now = clock_.Now();
  if (claims->not_before && now + options_.clock_skew < *claims->not_before) {
    return Invalid("not valid yet");
  }
  if (now >= claims->caller.expires + options_.clock_skew) {
    return Error::Of(reasons::kTokenExpired);
  }
  return std::move(claims->caller);
}

}  // namespace sinergi
