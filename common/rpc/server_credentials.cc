#include "common/rpc/server_credentials.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>

namespace sinergi {
namespace {

constexpr unsigned kRefreshSeconds = 1;

}  // namespace

std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsFiles& files) {
  using grpc::experimental::FileWatcherCertificateProvider;
  if (!files.IsOn()) return grpc::InsecureServerCredentials();
  const bool asks_clients = !files.client_authorities.empty();
  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<FileWatcherCertificateProvider>(files.certificate, files.certificate,
                                                       files.client_authorities, kRefreshSeconds));
  options.watch_identity_key_cert_pairs();
  if (asks_clients) options.watch_root_certs();
  options.set_cert_request_type(asks_clients
                                    ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                    : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  // Whoever has a certificate of the authority may connect; who they are, their token says.
  options.set_check_call_host(false);
  options.set_certificate_verifier(std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace sinergi
