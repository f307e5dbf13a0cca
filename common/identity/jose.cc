#include "common/identity/jose.h"

#include <openssl/sha.h>

#include "common/tls/openssl_errors.h"

namespace sinergi::jose {
namespace {

const std::uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

// The value of a base64url digit; -1 for any other character.
int Digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '-') return 62;
  return c == '_' ? 63 : -1;
}

// What OpenSSL notes of a refused signature would be taken for an error of the next TLS read.
struct ForgetOpenSslErrors {
  ~ForgetOpenSslErrors() { (void)TakeOpenSslErrors(); }
};

}  // namespace

Json ParseObject(std::string_view text) {
  Json json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

std::string Dump(const json_t* json) {
  const std::unique_ptr<char, Release> text(json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS));
  return text ? std::string(text.get()) : std::string();
}

std::optional<std::string_view> Text(const json_t* object, const char* name) {
  const json_t* member = json_object_get(object, name);
  if (!json_is_string(member)) return std::nullopt;
  return std::string_view(json_string_value(member), json_string_length(member));
}

bool IsBase64Url(std::string_view text) {
  for (const char c : text) {
    if (Digit(c) < 0) return false;
  }
  if (text.size() % 4 == 0) return true;
  if (text.size() % 4 == 1) return false;
  const int left_over = text.size() % 4 == 2 ? 0x0f : 0x03;
  return (Digit(text.back()) & left_over) == 0;
}

std::optional<std::string> FromBase64Url(std::string_view text) {
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (text.empty() || !IsBase64Url(text)) return std::nullopt;
  if (!cjose_base64url_decode(text.data(), text.size(), &bytes, &size, nullptr)) {
    return std::nullopt;
  }
  const std::unique_ptr<std::uint8_t, Release> owner(bytes);
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

std::string ToBase64Url(std::string_view bytes) {
  char* text = nullptr;
  std::size_t size = 0;
  if (!cjose_base64url_encode(Bytes(bytes), bytes.size(), &text, &size, nullptr)) return {};
  const std::unique_ptr<char, Release> owner(text);
  return {text, size};
}

std::string Sha256(std::string_view bytes) {
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(Bytes(bytes), bytes.size(), reinterpret_cast<std::uint8_t*>(hash.data()));
  return hash;
}

std::optional<std::string> Verify(std::string_view token, const cjose_jwk_t* key) {
  const ForgetOpenSslErrors forget;
  const Signed parsed(cjose_jws_import(token.data(), token.size(), nullptr));
  if (!parsed || !cjose_jws_verify(parsed.get(), key, nullptr)) return std::nullopt;
  std::uint8_t* payload = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(parsed.get(), &payload, &size, nullptr)) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(payload), size);
}

std::string SignEs256(const cjose_jwk_t* key, const char* key_id, std::string_view payload) {
  const ForgetOpenSslErrors forget;
  const Json header(json_pack("{s:s, s:s, s:s}", "alg", "ES256", "kid", key_id, "typ", "JWT"));
  if (!header) return {};
  const Signed made(cjose_jws_sign(key, header.get(), Bytes(payload), payload.size(), nullptr));
  const char* token = nullptr;
  if (!made || !cjose_jws_export(made.get(), &token, nullptr)) return {};
  return token;
}

}  // namespace sinergi::jose
