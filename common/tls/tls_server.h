#pragma once

#include "common/tls/tls_files.h"

struct ssl_ctx_st;  // OpenSSL's

namespace sinergi {

// Makes every handshake of a server's context use what `files` hold then: TLS 1.2 or newer, no
// resumption. `files` outlive the context and have been checked.
void ServeWith(ssl_ctx_st& context, const TlsFiles& files);

}  // namespace sinergi
