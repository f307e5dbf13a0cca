#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sinergi {

// A key of HMAC with SHA-256 (RFC 2104), made ready once for many texts. Any thread.
class HmacSha256Key {
 public:
  // `key` has any size.
  explicit HmacSha256Key(std::string_view key);
  ~HmacSha256Key();
  HmacSha256Key(HmacSha256Key&&) noexcept;

  std::string Sign(std::string_view text) const;  // 32 bytes

 private:
  struct Ready;
  std::unique_ptr<const Ready> ready_;
};

// So many bytes of the system's random source.
std::string RandomBytes(std::size_t count);

// Base64 with padding, as RFC 4648 section 4 writes it.
std::string Base64(std::string_view bytes);

// Nothing for what is not exactly that form.
std::optional<std::string> ParseBase64(std::string_view text);

// A key pair of Ed25519 (RFC 8032), made from a seed of 32 bytes. Any thread.
class Ed25519Key {
 public:
  static constexpr std::size_t kSeedBytes = 32;

  // `seed` has that size.
  explicit Ed25519Key(std::string_view seed);
  ~Ed25519Key();
  Ed25519Key(Ed25519Key&&) noexcept;

  std::string Sign(std::string_view text) const;                 // 64 bytes
  const std::string& public_key() const { return public_key_; }  // 32 bytes

 private:
  struct Secret;
  std::unique_ptr<const Secret> secret_;
  std::string public_key_;
};

// Whether that key signed the text.
bool VerifyEd25519(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace sinergi
