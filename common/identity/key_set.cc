#include "common/identity/key_set.h"

#include <utility>

#include "common/identity/reasons.h"
#include "common/tls/openssl_errors.h"

namespace sinergi {
namespace {

constexpr std::size_t kMostBytes = 1024 * 1024;
constexpr std::size_t kLeastRsaBytes = 2048 / 8;

Error Unusable(std::string cause) {
  return Error::Of(reasons::kTokenKeysInvalid).Because(std::move(cause));
}

bool HoldsSecret(const json_t* jwk) {
  return json_object_get(jwk, "d") != nullptr || json_object_get(jwk, "k") != nullptr;
}

// RFC 7517, section 4.3: what is said of the key's use is all that it may be used for.
bool MayVerify(const json_t* jwk) {
  const json_t* uses = json_object_get(jwk, "key_ops");
  if (uses == nullptr) return true;
  for (std::size_t i = 0; i < json_array_size(uses); ++i) {
    const json_t* use = json_array_get(uses, i);
    if (json_is_string(use) && std::string_view(json_string_value(use)) == "verify") return true;
  }
  return false;
}

bool IsForTokens(const json_t* jwk) {
  const auto type = jose::Text(jwk, "kty");
  const bool is_rsa = type == "RSA";
  const bool is_p256 = type == "EC" && jose::Text(jwk, "crv") == "P-256";
  const bool is_for_signatures =
      json_object_get(jwk, "use") == nullptr || jose::Text(jwk, "use") == "sig";
  return (is_rsa || is_p256) && is_for_signatures && MayVerify(jwk);
}

// How many bytes the modulus has.
std::size_t RsaBytes(const json_t* jwk) {
  const auto modulus = jose::FromBase64Url(jose::Text(jwk, "n").value_or(""));
  if (!modulus) return 0;
  const std::size_t first = modulus->find_first_not_of('\0');
  return first == std::string::npos ? 0 : modulus->size() - first;
}

Result<TokenKey> ReadKey(json_t* jwk) {
  TokenKey key{nullptr, jose::Text(jwk, "kty") == "RSA", "", 64};
  if (key.is_rsa) key.signature_bytes = RsaBytes(jwk);
  if (key.is_rsa && key.signature_bytes < kLeastRsaBytes) {
    return Unusable("an RSA key has fewer than 2048 bits");
  }
  key.only_algorithm = jose::Text(jwk, "alg").value_or("");
  key.handle.reset(cjose_jwk_import_json(jwk, nullptr));
  (void)TakeOpenSslErrors();
  if (!key.handle) return Unusable("a key has no usable numbers");
  return key;
}

}  // namespace

bool TokenKey::Accepts(std::string_view algorithm) const {
  if (!only_algorithm.empty() && algorithm != only_algorithm) return false;
  return is_rsa ? algorithm == "RS256" || algorithm == "PS256" : algorithm == "ES256";
}

Result<KeySet> KeySet::Parse(std::string_view jwks) {
  if (jwks.size() > kMostBytes) return Unusable("longer than 1 MiB");
  const jose::Json document = jose::ParseObject(jwks);
  const json_t* list = json_object_get(document.get(), "keys");
  if (!json_is_array(list)) return Unusable("not a JWK Set");
  KeySet set;
  for (std::size_t i = 0; i < json_array_size(list); ++i) {
    json_t* jwk = json_array_get(list, i);
    if (HoldsSecret(jwk)) return Unusable("it holds a private or symmetric key");
    if (!IsForTokens(jwk)) continue;
    const auto id = jose::Text(jwk, "kid");
    if (!id && json_object_get(jwk, "kid") != nullptr) return Unusable("a kid is no text");
    auto key = ReadKey(jwk);
    if (!key) return key.error();
    if (!set.keys_.emplace(id.value_or(""), *std::move(key)).second)
      return Unusable("two keys share a kid");
  }
  if (set.keys_.size() > 1 && set.keys_.contains("")) return Unusable("one of the keys has no kid");
  if (set.keys_.empty()) return Unusable("no RSA or P-256 key for signatures in it");
  return set;
}

const TokenKey* KeySet::Find(std::optional<std::string_view> key_id) const {
  if (!key_id) return keys_.size() == 1 ? &keys_.begin()->second : nullptr;
  const auto found = keys_.find(*key_id);
  return found == keys_.end() ? nullptr : &found->second;
}

}  // namespace sinergi
