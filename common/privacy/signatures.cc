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

std::string Base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), Bytes(bytes), bytes.size(), kBase64);
  text.pop_back();  // its terminating zero
  return text;
}

std::optional<std::string> ParseBase64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(Bytes(bytes), bytes.size(), text.data(), text.size(), nullptr, &length,
                        nullptr, kBase64) != 0) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
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
