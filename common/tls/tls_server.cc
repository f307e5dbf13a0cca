#include "common/tls/tls_server.h"

#include <openssl/ssl.h>

namespace sinergi {
namespace {

// Before each handshake. 0 ends it.
int Present(SSL* connection, void* given) {
  const auto& files = *static_cast<const TlsFiles*>(given);
  const char* file = files.certificate.c_str();
  if (SSL_use_certificate_chain_file(connection, file) != 1) return 0;
  if (SSL_use_PrivateKey_file(connection, file, SSL_FILETYPE_PEM) != 1) return 0;
  if (files.client_authorities.empty()) return 1;
  X509_STORE* authorities = X509_STORE_new();
  const bool read = X509_STORE_load_file(authorities, files.client_authorities.c_str()) == 1;
  SSL_set0_verify_cert_store(connection, authorities);  // now the connection's
  return read ? 1 : 0;
}

}  // namespace

void ServeWith(ssl_ctx_st& context, const TlsFiles& files) {
  SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(&context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_cert_cb(&context, Present, const_cast<TlsFiles*>(&files));
  if (!files.client_authorities.empty()) {
    SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
}

}  // namespace sinergi
