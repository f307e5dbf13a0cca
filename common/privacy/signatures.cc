#include "common/privacy/signatures.h"

#include <array>

#include "common/privacy/sodium.h"

namespace sinergi {

using sodium::Bytes;

namespace {

constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

}  // namespace

std::string HmacSha256(std::string_view key, std::string_view text) {
  sodium::Prepare();
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, Bytes(text), text.size());
  std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, Bytes(mac));
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
