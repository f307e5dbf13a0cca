#pragma once

#include <sodium.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

// What vault and sealer share of libsodium. Included by the .cc files of this folder only.
namespace sinergi::sodium {

// Sets libsodium up once; every function here and every owner of a key calls it.
void Prepare();

const unsigned char* Bytes(std::string_view text);
unsigned char* Bytes(std::string& text);

// Base64 in one of libsodium's variants; reading gives nothing for what is not exactly that form.
std::string ToBase64(std::string_view bytes, int variant);
std::optional<std::string> FromBase64(std::string_view text, int variant);

// A 256-bit key that is wiped when it goes out of scope.
class Key {
 public:
  Key() = default;
  ~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;

  static Key Random();
  // `bytes` has the size of a key.
  static Key Of(std::string_view bytes);

  const unsigned char* data() const { return bytes_.data(); }
  std::string_view view() const;

  static constexpr std::size_t kSize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

 private:
  std::array<unsigned char, kSize> bytes_{};
};

// XChaCha20-Poly1305: a random nonce, then the ciphertext with its tag.
std::string Encrypt(const Key& key, std::string_view plain, std::string_view associated);

// What Encrypt was given; nothing if key, associated data or any bit differ.
std::optional<std::string> Decrypt(const Key& key, std::string_view sealed,
                                   std::string_view associated);

}  // namespace sinergi::sodium
