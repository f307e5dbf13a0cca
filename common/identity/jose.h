#pragma once

#include <cjose/base64.h>
#include <cjose/header.h>
#include <cjose/jwk.h>
#include <cjose/jws.h>
#include <cjose/util.h>
#include <jansson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

// The owners of cjose's and jansson's handles. Included by the .cc files of this folder only.
namespace sinergi::jose {

struct Release {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
  void operator()(cjose_jws_t* signature) const { cjose_jws_release(signature); }
  void operator()(json_t* json) const { json_decref(json); }
  void operator()(char* text) const { cjose_get_dealloc()(text); }
  void operator()(std::uint8_t* bytes) const { cjose_get_dealloc()(bytes); }
};

using Json = std::unique_ptr<json_t, Release>;
using Key = std::unique_ptr<cjose_jwk_t, Release>;
using Signed = std::unique_ptr<cjose_jws_t, Release>;

// A JSON object, its texts without zero bytes; null for anything else and for a name given twice.
Json ParseObject(std::string_view text);

std::string Dump(const json_t* json);

// A member that is a text; nothing if it is absent or of another type.
std::optional<std::string_view> Text(const json_t* object, const char* name);

// Strict base64url (RFC 7515): no padding, no other character, no bit left over.
bool IsBase64Url(std::string_view text);
std::optional<std::string> FromBase64Url(std::string_view text);
std::string ToBase64Url(std::string_view bytes);

std::string Sha256(std::string_view bytes);  // 32 bytes

// What `token`, a JWS in compact form, says, if `key` made its signature. The caller has checked
// the algorithm: cjose takes it from the token. Safe from any thread, also with one key.
std::optional<std::string> Verify(std::string_view token, const cjose_jwk_t* key);

// The compact form of `payload` signed with ES256; empty when the key cannot sign.
std::string SignEs256(const cjose_jwk_t* key, const char* key_id, std::string_view payload);

}  // namespace sinergi::jose
