#include "common/privacy/authenticator.h"

#include <algorithm>
#include <cstdlib>

#include "common/privacy/reasons.h"
#include "common/privacy/secret_file.h"
#include "common/privacy/sodium.h"

namespace sinergi {
namespace {

using sodium::Bytes;
using sodium::Key;

constexpr int kBase64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

Error Unusable(const std::filesystem::path& path, std::string cause) {
  return Error::Of(reasons::kKeyFileUnusable, {{"path", path.string()}}).Because(std::move(cause));
}

void Wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

std::string ToHex(const Key& key) {
  std::string text(2 * Key::kSize + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), key.data(), Key::kSize);
  text.back() = '\n';
  return text;
}

// The key of one line; nothing when it is not one.
std::optional<std::string> KeyOfLine(std::string_view digits) {
  if (digits.ends_with('\r')) digits.remove_suffix(1);
  std::string key(Key::kSize, '\0');
  std::size_t length = 0;
  const bool read = digits.size() == 2 * Key::kSize &&
                    sodium_hex2bin(Bytes(key), key.size(), digits.data(), digits.size(), nullptr,
                                   &length, nullptr) == 0;
  if (!read || length != Key::kSize) return std::nullopt;
  return key;
}

Result<std::string> KeyOf(const std::filesystem::path& path, std::string text) {
  auto keys = ParseKeys(text);
  Wipe(text);
  if (!keys || keys->size() != 1) return Unusable(path, "not 64 hexadecimal digits");
  return std::move(keys->front());
}

}  // namespace

std::optional<std::vector<std::string>> ParseKeys(std::string_view text) {
  std::vector<std::string> keys;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line == "\r") continue;
    auto key = KeyOfLine(line);
    if (!key) return std::nullopt;
    keys.push_back(*std::move(key));
  }
  if (keys.empty()) return std::nullopt;
  return keys;
}

Result<std::string> LoadKey(const std::filesystem::path& path) {
  auto text = ReadSecretFile(path);
  if (!text) return text.error();
  if (!text->has_value()) return Unusable(path, "there is no such file");
  return KeyOf(path, **std::move(text));
}

Result<std::string> LoadOrCreateKey(const std::filesystem::path& path) {
  auto text = ReadSecretFile(path);
  if (!text) return text.error();
  if (text->has_value()) return KeyOf(path, **std::move(text));
  std::string fresh = ToHex(Key::Random());
  auto made = CreateSecretFile(path, fresh);
  Wipe(fresh);
  if (!made) return made.error();
  return KeyOf(path, *std::move(made));
}

std::string KeyedHash(std::string_view key, std::string_view text) {
  sodium::Prepare();
  if (key.size() < crypto_generichash_KEYBYTES_MIN) std::abort();
  if (key.size() > crypto_generichash_KEYBYTES_MAX) std::abort();
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(Bytes(hash), hash.size(), Bytes(text), text.size(), Bytes(key), key.size());
  return hash;
}

std::string ContentHash(std::string_view text) {
  sodium::Prepare();
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(Bytes(hash), Bytes(text), text.size());
  return hash;
}

struct TokenSealer::Secret {
  Key key;
};

TokenSealer::TokenSealer(std::string_view key32)
    : secret_(std::make_unique<const Secret>(Secret{Key::Of(key32)})) {
  sodium::Prepare();
}

TokenSealer::~TokenSealer() = default;

std::string TokenSealer::Seal(std::string_view purpose, std::string_view payload) const {
  return sodium::ToBase64(sodium::Encrypt(secret_->key, payload, purpose), kBase64);
}

std::optional<std::string> TokenSealer::Open(std::string_view purpose,
                                             std::string_view token) const {
  if (token.size() > kMaxTokenBytes) return std::nullopt;
  const auto sealed = sodium::FromBase64(token, kBase64);
  if (!sealed) return std::nullopt;
  return sodium::Decrypt(secret_->key, *sealed, purpose);
}

}  // namespace sinergi
