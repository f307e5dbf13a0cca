#include "common/tls/tls_files.h"

#include <openssl/ssl.h>

#include <memory>

#include "common/tls/reasons.h"

namespace sinergi {
namespace {

struct Release {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

Error Unusable(const std::string& file, const char* problem) {
  const unsigned long code = ERR_peek_last_error();
  const char* cause = code == 0 ? nullptr : ERR_reason_error_string(code);
  Error error = Error::Of(reasons::kTlsFileUnusable, {{"file", file}, {"problem", problem}});
  if (cause != nullptr) error = std::move(error).Because(cause);
  ERR_clear_error();
  return error;
}

}  // namespace

Status CheckTlsFiles(const TlsFiles& files) {
  if (!files.IsOn()) return Status::Ok();
  const std::unique_ptr<SSL_CTX, Release> context(SSL_CTX_new(TLS_server_method()));
  ERR_clear_error();
  const char* file = files.certificate.c_str();
  if (SSL_CTX_use_certificate_chain_file(context.get(), file) != 1) {
    return Unusable(file, "it holds no certificate in PEM");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), file, SSL_FILETYPE_PEM) != 1) {
    return Unusable(file, "it holds no private key in PEM for its certificate");
  }
  if (files.client_authorities.empty()) return Status::Ok();
  const char* authorities = files.client_authorities.c_str();
  if (SSL_CTX_load_verify_locations(context.get(), authorities, nullptr) != 1) {
    return Unusable(authorities, "it holds no certificate in PEM");
  }
  return Status::Ok();
}

}  // namespace sinergi
