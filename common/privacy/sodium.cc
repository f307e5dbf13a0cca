#include "common/privacy/sodium.h"

#include <algorithm>
#include <cstdlib>

namespace sinergi::sodium {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

void Prepare() {
  static const int state = sodium_init();
  if (state < 0) std::abort();  // no random source: nothing may go on
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string ToBase64(std::string_view bytes, int variant) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), Bytes(bytes), bytes.size(), variant);
  text.pop_back();  // its terminating zero
  return text;
}

std::optional<std::string> FromBase64(std::string_view text, int variant) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(Bytes(bytes), bytes.size(), text.data(), text.size(), nullptr, &length,
                        nullptr, variant) != 0) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

Key Key::Random() {
  Prepare();
  Key key;
  randombytes_buf(key.bytes_.data(), kSize);
  return key;
}

Key Key::Of(std::string_view bytes) {
  if (bytes.size() != kSize) std::abort();
  Key key;
  std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
  return key;
}

std::string_view Key::view() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

std::string Encrypt(const Key& key, std::string_view plain, std::string_view associated) {
  Prepare();
  std::string sealed(kNonce + plain.size() + kTag, '\0');
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(sealed) + kNonce, nullptr, Bytes(plain),
                                             plain.size(), Bytes(associated), associated.size(),
                                             nullptr, Bytes(sealed), key.data());
  return sealed;
}

std::optional<std::string> Decrypt(const Key& key, std::string_view sealed,
                                   std::string_view associated) {
  Prepare();
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  const std::string_view body = sealed.substr(kNonce);
  std::string plain(body.size() - kTag, '\0');
  const int state = crypto_aead_xchacha20poly1305_ietf_decrypt(
      Bytes(plain), nullptr, nullptr, Bytes(body), body.size(), Bytes(associated),
      associated.size(), Bytes(sealed), key.data());
  if (state != 0) return std::nullopt;
  return plain;
}

}  // namespace sinergi::sodium
