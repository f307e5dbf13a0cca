#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// The keys of 32 bytes that a text holds, each a line of 64 hexadecimal digits; nothing for any
// other text, and for none.
std::optional<std::vector<std::string>> ParseKeys(std::string_view text);

// Reads a key of 32 bytes from a file of 64 hexadecimal digits (`openssl rand -hex 32` makes one).
// KEY_FILE_UNUSABLE for any other content, for a file that others may read, and for none at all.
Result<std::string> LoadKey(const std::filesystem::path& path);

// The same, and makes the file from the system's random source where there is none.
Result<std::string> LoadOrCreateKey(const std::filesystem::path& path);

// A hash of 32 bytes that nobody without the key can compute or check. `key` has 16 to 64 bytes.
std::string KeyedHash(std::string_view key, std::string_view text);

// SHA-256, 32 bytes.
std::string ContentHash(std::string_view text);

// Makes tokens that only their maker can read and that nobody can change: page tokens, resume
// tokens. A token is for one purpose; whatever else it must be bound to (caller, filter, end)
// belongs into the payload. Safe from any thread.
class TokenSealer {
 public:
  static constexpr std::size_t kMaxTokenBytes = 4 * 1024;

  // `key32` has 32 bytes, as LoadOrCreateKey gives them.
  explicit TokenSealer(std::string_view key32);
  ~TokenSealer();

  // URL-safe base64 without padding. A payload of more than 3000 bytes gives a token too long to
  // open.
  std::string Seal(std::string_view purpose, std::string_view payload) const;

  // The payload; nothing for what this key did not seal for this purpose.
  std::optional<std::string> Open(std::string_view purpose, std::string_view token) const;

 private:
  struct Secret;
  std::unique_ptr<const Secret> secret_;
};

}  // namespace sinergi
