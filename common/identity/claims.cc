#include "common/identity/claims.h"

#include <cmath>

#include "common/identity/jose.h"
#include "common/identity/reasons.h"

namespace sinergi {
namespace {

constexpr std::size_t kMostTextBytes = 255;      // as OpenID Connect allows for a subject
constexpr double kMostSeconds = 253402300799.0;  // the end of the year 9999

// Reads claims one after the other; the first that is wrong stays as the problem.
class Reader {
 public:
  explicit Reader(const json_t* claims) : claims_(claims) {}

  bool Has(const char* name) const { return json_object_get(claims_, name) != nullptr; }
  const std::string& problem() const { return problem_; }

  std::string Text(const char* name) { return TextOf(json_object_get(claims_, name), name); }
  std::string OptionalText(const char* name) { return Has(name) ? Text(name) : std::string(); }

  std::vector<std::string> Texts(const char* name) {
    const json_t* list = json_object_get(claims_, name);
    if (!json_is_array(list)) Blame(name);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < json_array_size(list); ++i) {
      texts.push_back(TextOf(json_array_get(list, i), name));
    }
    return texts;
  }

  Instant Time(const char* name) {
    const json_t* number = json_object_get(claims_, name);
    const double seconds = json_is_number(number) ? json_number_value(number) : -1;
    if (!(seconds >= 0 && seconds <= kMostSeconds)) {
      Blame(name);
      return {};
    }
    return FromMicroseconds(std::llround(seconds * 1e6));
  }

 private:
  std::string TextOf(const json_t* value, const char* name) {
    if (!json_is_string(value)) {
      Blame(name);
      return {};
    }
    std::string text(json_string_value(value), json_string_length(value));
    bool is_plain = !text.empty() && text.size() <= kMostTextBytes;
    for (const char c : text)
      is_plain = is_plain && static_cast<unsigned char>(c) >= ' ' && c != 127;
    if (!is_plain) Blame(name);
    return text;
  }

  void Blame(const char* name) {
    if (problem_.empty()) problem_ = std::string("claim missing or not of its form: ") + name;
  }

  const json_t* claims_;
  std::string problem_;
};

std::vector<std::string> ReadAudience(Reader& reader, const json_t* claims) {
  if (json_is_array(json_object_get(claims, "aud"))) return reader.Texts("aud");
  return {reader.Text("aud")};
}

}  // namespace

Result<Claims> ReadClaims(std::string_view payload) {
  const jose::Json json = jose::ParseObject(payload);
  if (!json) {
    return Error::Of(reasons::kTokenInvalid)
        .Because("the payload is no JSON object, or names twice");
  }
  Reader reader(json.get());
  Claims claims;
  claims.issuer = reader.Text("iss");
  claims.audience = ReadAudience(reader, json.get());
  claims.caller.expires = reader.Time("exp");
  if (reader.Has("nbf")) claims.not_before = reader.Time("nbf");
  if (reader.Has("iat")) reader.Time("iat");
  claims.caller.subject = reader.Text("sub");
  if (reader.Has("roles")) claims.caller.roles = reader.Texts("roles");
  claims.caller.office = reader.OptionalText("office");
  claims.caller.facility = reader.OptionalText("facility");
  claims.caller.deputy = reader.OptionalText("deputy");
  claims.caller.agency = reader.OptionalText("agency");
  if (!reader.problem().empty()) {
    return Error::Of(reasons::kTokenInvalid).Because(reader.problem());
  }
  return claims;
}

}  // namespace sinergi
