#pragma once

#include <grpcpp/security/server_credentials.h>

#include <memory>

#include "common/tls/tls_files.h"

namespace sinergi {

// TLS 1.2 or newer with what `files` hold now, looked at again every second; in the clear without
// a certificate. The files have been checked.
std::shared_ptr<grpc::ServerCredentials> ServerCredentialsOf(const TlsFiles& files);

}  // namespace sinergi
