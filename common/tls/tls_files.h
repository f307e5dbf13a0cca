#pragma once

#include <string>

#include "common/result/result.h"

namespace sinergi {

// The files that a port serves TLS with. Both are read again when they change, so a new certificate
// needs no restart; replace them by renaming, so that nobody reads half of one.
struct TlsFiles {
  // PEM: a private key, the certificate for it, and the authorities between it and a root. One file
  // holds all, so that key and certificate never belong to different ones. Empty: no TLS.
  std::string certificate;
  // PEM: authorities; a client must show a certificate of one of them. Empty: none is asked for.
  std::string client_authorities;

  bool IsOn() const { return !certificate.empty(); }
};

// OK, or TLS_FILE_UNUSABLE with what is wrong: not there, not PEM, a key that is not the
// certificate's.
Status CheckTlsFiles(const TlsFiles& files);

}  // namespace sinergi
