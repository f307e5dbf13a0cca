#include "common/tls/tls_files.h"

#include <openssl/ssl.h>

#include <memory>

#include "common/tls/openssl_errors.h"
#include "common/tls/reasons.h"

namespace sinergi {
namespace {

struct Release {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

Error Unusable(const std::string& file, const char* problem) {
  return Error::Of(reasons::kTlsFileUnusable, {{"file", file}, {"problem", problem}})
      .Because(TakeOpenSslErrors());
}

}  // namespace

Status CheckTlsFiles(const TlsFiles& files) {
  if (!files.IsOn()) return Status::Ok();
  const std::unique_ptr<SSL_CTX, Release> context(SSL_CTX_new(TLS_server_method()));
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
