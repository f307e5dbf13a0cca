#include "common/privacy/signatures.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <cstdlib>

#include "common/privacy/sodium.h"

namespace sinergi {

using sodium::Bytes;

namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

struct ReleaseMac {
  void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MacContext = std::unique_ptr<EVP_MAC_CTX, ReleaseMac>;

// What OpenSSL cannot do for want of memory, nothing here can go on without.
void Demand(bool done) {
  if (!done) std::abort();
}

}  // namespace

// OpenSSL's, which uses the processor's own SHA-256: libsodium takes five times as long.
struct HmacSha256Key::Ready {
  MacContext context;
};

HmacSha256Key::HmacSha256Key(std::string_view key) {
  const std::unique_ptr<EVP_MAC, ReleaseMac> mac(
      EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
  MacContext context(EVP_MAC_CTX_new(mac.get()));
  std::string digest = "SHA256";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), digest.size()),
      OSSL_PARAM_construct_end()};
  // An empty key must not be null, which would mean the one before.
  const std::string own(key.empty() ? std::string(1, '\0') : std::string(key));
  Demand(context && EVP_MAC_init(context.get(), Bytes(own), key.size(), parameters.data()) == 1);
  ready_ = std::make_unique<const Ready>(Ready{std::move(context)});
}

HmacSha256Key::~HmacSha256Key() = default;
HmacSha256Key::HmacSha256Key(HmacSha256Key&&) noexcept = default;

std::string HmacSha256Key::Sign(std::string_view text) const {
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  std::size_t size = 0;
  const MacContext context(EVP_MAC_CTX_dup(ready_->context.get()));
  Demand(context && EVP_MAC_update(context.get(), Bytes(text), text.size()) == 1 &&
         EVP_MAC_final(context.get(), Bytes(mac), &size, mac.size()) == 1);
  return mac;
}

std::string RandomBytes(std::size_t count) {
  sodium::Prepare();
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string Base64(std::string_view bytes) { return sodium::ToBase64(bytes, kBase64); }

std::optional<std::string> ParseBase64(std::string_view text) {
  return sodium::FromBase64(text, kBase64);
}

struct Ed25519Key::Secret {
  ~Secret() { sodium_memzero(bytes.data(), bytes.size()); }
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> bytes{};
};

Ed25519Key::Ed25519Key(std::string_view seed) : public_key_(crypto_sign_PUBLICKEYBYTES, '\0') {
  sodium::Prepare();
  auto secret = std::make_unique<Secret>();
  crypto_sign_seed_keypair(Bytes(public_key_), secret->bytes.data(), Bytes(seed));
  secret_ = std::move(secret);
}

Ed25519Key::~Ed25519Key() = default;
Ed25519Key::Ed25519Key(Ed25519Key&&) noexcept = default;

std::string Ed25519Key::Sign(std::string_view text) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Bytes(signature), nullptr, Bytes(text), text.size(), secret_->bytes.data());
  return signature;
}

bool VerifyEd25519(std::string_view public_key, std::string_view text, std::string_view signature) {
  sodium::Prepare();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Bytes(signature), Bytes(text), text.size(),
                                     Bytes(public_key)) == 0;
}

}  // namespace sinergi
