#include "common/tls/openssl_errors.h"

#include <openssl/err.h>

namespace sinergi {

std::string TakeOpenSslErrors() {
  const unsigned long code = ERR_peek_last_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "" : reason;
}

}  // namespace sinergi
