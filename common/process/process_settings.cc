#include "common/process/process_settings.h"

#include <algorithm>
#include <regex>

#include "common/http/http_get.h"
#include "common/process/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

bool IsLoopback(const std::string& address) {
  static const std::regex kLoopback(R"((127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5})");
  return std::regex_match(address, kLoopback);
}

bool IsOneOf(const std::string& value, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), value) != known.end();
}

// What is no URL is a file.
void CheckUrl(const char* name, const std::string& value, std::vector<FieldViolation>& violations) {
  if (!IsUrl(value)) return;
  if (const auto allowed = CheckHttpUrl(value); !allowed) {
    violations.push_back({name, &allowed.error().reason(), allowed.error().variables()});
  }
}

}  // namespace

bool IsUrl(std::string_view text) { return text.find("://") != std::string_view::npos; }

void ProcessSettings::AddTo(SettingsTable& table) {
  table.Add(&data, "data", "Folder for everything that is kept.");
  table.Add(&ready, "ready", "File that is written when it serves; empty: `ready` in the folder.");
  table.Add(&listen, "listen", "Address of the gRPC port; port 0 takes a free one.");
  table.Add(&metrics_listen, "metrics_listen",
            "Address of the Prometheus port; 0 takes a free one.");
  table.Add(&tls.certificate, "tls",
            "PEM file with a private key and its certificates, for both ports; empty: no TLS.");
  table.Add(&tls.client_authorities, "tls_clients",
            "PEM file of authorities: callers must show a certificate of one of them.");
  table.Add(&token_issuer, "token_issuer", "The identity provider, as tokens name it in iss.");
  table.Add(&token_audience, "token_audience", "What tokens for this system hold in aud.");
  table.Add(&token_keys, "token_keys",
            "The provider's JWK Set: https://… or a file; empty: development tokens.");
  table.Add(&token_keys_ca, "token_keys_ca",
            "PEM file of the authorities of that https://; empty: the system's.");
  table.Add(&token_keys_refresh, "token_keys_refresh", "How often the JWK Set is read again.");
  table.Add(&master_key, "master_key",
            "What wraps persons' keys: a file or https://…; empty: `master-key` in the folder.");
  table.Add(&master_key_ca, "master_key_ca",
            "PEM file of the authorities of that https://; empty: the system's.");
  table.Add(&master_key_token, "master_key_token",
            "File with the bearer token for that https://; empty: none.");
  table.Add(&regions, "regions", "Packed file of the official areas.");
  table.Add(&reference, "reference",
            "Folder of the files on offices, roles and policies: see deploy/reference.");
  table.Add(&log_level, "log_level", "debug, info, warning or error.");
  table.Add(&log_format, "log_format", "text or json.");
  table.Add(&threads, "threads", 1, 1024, "Workers for calls that wait for a database.");
  table.Add(&queue, "queue", 1, 1'000'000, "Calls that may wait for a worker.");
  table.Add(&max_streams, "max_streams", 1, 1'000'000, "Streams that may be open at once.");
  table.Add(&longest_call, "longest_call", "Longest time for a call, also without a deadline.");
  table.Add(&drain, "drain", "How long running calls may take to finish at a stop.");
  table.Add(&restored, "restored",
            "true at the first start after a restore: old resume tokens then say so.");
}

void ProcessSettings::CheckProvider(std::vector<FieldViolation>& violations) const {
  for (const auto& [name, value] :
       {std::pair("token_issuer", token_issuer), {"token_audience", token_audience}}) {
    if (value.empty()) violations.push_back({name, &::sinergi::reasons::kFieldRequired, {}});
  }
  CheckUrl("token_keys", token_keys, violations);
}

Status ProcessSettings::Check() const {
  std::vector<FieldViolation> violations;
  for (const auto& [name, address] :
       {std::pair("listen", listen), {"metrics_listen", metrics_listen}}) {
    if (IsLoopback(address)) continue;
    if (!HasProvider()) {
      violations.push_back({name, &reasons::kListenBeyondLoopback, {{"address", address}}});
    } else if (!tls.IsOn()) {
      violations.push_back({name, &reasons::kListenWithoutTls, {{"address", address}}});
    }
  }
  if (!tls.client_authorities.empty() && !tls.IsOn()) {
    violations.push_back({"tls", &::sinergi::reasons::kFieldRequired, {}});
  }
  if (HasProvider()) CheckProvider(violations);
  CheckUrl("master_key", master_key, violations);
  if (!IsOneOf(log_level, {"debug", "info", "warning", "error"})) {
    violations.push_back({"log_level", &reasons::kValueUnknown, {{"value", log_level}}});
  }
  if (!IsOneOf(log_format, {"text", "json"})) {
    violations.push_back({"log_format", &reasons::kValueUnknown, {{"value", log_format}}});
  }
  return violations.empty() ? Status::Ok() : Status(Error::Invalid(std::move(violations)));
}

}  // namespace sinergi
