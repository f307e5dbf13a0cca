#include "common/identity/development_issuer.h"

#include <utility>

#include "common/identity/jose.h"
#include "common/privacy/reasons.h"
#include "common/privacy/secret_file.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

std::string ToText(const cjose_jwk_t* key, bool with_private) {
  const std::unique_ptr<char, jose::Release> text(cjose_jwk_to_json(key, with_private, nullptr));
  return text ? std::string(text.get()) : std::string();
}

// The public members that RFC 7638 hashes to name a P-256 key; null for any other key.
jose::Json PublicMembers(const cjose_jwk_t* key) {
  const jose::Json all = jose::ParseObject(ToText(key, false));
  if (!all || jose::Text(all.get(), "crv") != "P-256") return nullptr;
  jose::Json members(json_object());
  for (const char* name : {"crv", "kty", "x", "y"}) {
    json_object_set(members.get(), name, json_object_get(all.get(), name));
  }
  return members;
}

std::string FreshKey() {
  const jose::Key key(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, nullptr));
  return key ? ToText(key.get(), true) + "\n" : std::string();
}

Result<std::string> ReadOrMake(const std::filesystem::path& path) {
  auto held = ReadSecretFile(path);
  if (!held) return held.error();
  if (held->has_value()) return **std::move(held);
  return CreateSecretFile(path, FreshKey());
}

std::int64_t Seconds(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
}

void Set(const jose::Json& object, const char* name, std::string_view text) {
  json_object_set_new(object.get(), name, json_stringn(text.data(), text.size()));
}

jose::Json ClaimsOf(const Caller& caller, Instant now, std::chrono::seconds lifetime) {
  jose::Json claims(json_object());
  Set(claims, "iss", DevelopmentIssuer::kIssuer);
  Set(claims, "aud", DevelopmentIssuer::kAudience);
  Set(claims, "sub", caller.subject);
  if (!caller.office.empty()) Set(claims, "office", caller.office);
  if (!caller.facility.empty()) Set(claims, "facility", caller.facility);
  if (!caller.deputy.empty()) Set(claims, "deputy", caller.deputy);
  if (!caller.agency.empty()) Set(claims, "agency", caller.agency);
  json_t* roles = json_array();
  for (const std::string& role : caller.roles)
    json_array_append_new(roles, json_string(role.c_str()));
  json_object_set_new(claims.get(), "roles", roles);
  json_object_set_new(claims.get(), "iat", json_integer(Seconds(now)));
  json_object_set_new(claims.get(), "exp", json_integer(Seconds(now + lifetime)));
  return claims;
}

}  // namespace

struct DevelopmentIssuer::Key {
  jose::Key handle;
  std::string id;
};

Result<std::unique_ptr<DevelopmentIssuer>> DevelopmentIssuer::Open(
    const std::filesystem::path& key_file) {
  const auto text = ReadOrMake(key_file);
  if (!text) return text.error();
  const jose::Json json = jose::ParseObject(*text);
  jose::Key handle(json ? cjose_jwk_import_json(json.get(), nullptr) : nullptr);
  const jose::Json members = handle ? PublicMembers(handle.get()) : nullptr;
  if (!members || !jose::Text(json.get(), "d")) {
    return Error::Of(reasons::kKeyFileUnusable, {{"path", key_file.string()}})
        .Because("not a private P-256 key as a JWK");
  }
  std::string id = jose::ToBase64Url(jose::Sha256(jose::Dump(members.get())));
  return std::unique_ptr<DevelopmentIssuer>(
      new DevelopmentIssuer(std::make_unique<const Key>(Key{std::move(handle), std::move(id)})));
}

DevelopmentIssuer::DevelopmentIssuer(std::unique_ptr<const Key> key) : key_(std::move(key)) {}
DevelopmentIssuer::~DevelopmentIssuer() = default;

std::string DevelopmentIssuer::PublicKeys() const {
  const jose::Json jwk = PublicMembers(key_->handle.get());
  Set(jwk, "alg", "ES256");
  Set(jwk, "kid", key_->id);
  Set(jwk, "use", "sig");
  const jose::Json set(json_pack("{s:[O]}", "keys", jwk.get()));
  return jose::Dump(set.get());
}

Result<std::string> DevelopmentIssuer::Issue(const Caller& caller, Instant now,
                                             std::chrono::seconds lifetime) const {
  if (caller.subject.empty()) return Error::Invalid({{"subject", &reasons::kFieldRequired, {}}});
  const jose::Json claims = ClaimsOf(caller, now, lifetime);
  std::string token =
      jose::SignEs256(key_->handle.get(), key_->id.c_str(), jose::Dump(claims.get()));
  if (token.empty()) return Error::Of(reasons::kInternal).Because("the token could not be signed");
  return token;
}

}  // namespace sinergi
