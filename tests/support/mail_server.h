#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace sinergi::testing {

// A mail server on a free port of 127.0.0.1, which keeps what it is given.
class MailServer {
 public:
  // Over TLS with the PEM file's certificate and key, where it is given.
  explicit MailServer(const std::string& certificate = {});
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  std::string Url() const { return scheme_ + "://127.0.0.1:" + port_; }

  // Every mail so far, with its recipients in a first line "X-To: …".
  std::vector<std::string> Mails() const;

 private:
  const std::string scheme_;
  TemporaryFolder folder_;
  std::FILE* process_;
  std::string port_;
};

}  // namespace sinergi::testing
