#include "tests/support/certificates.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace sinergi::testing {
namespace {

void OpenSsl(const std::string& arguments) {
  const std::string command = "openssl req -x509 -days 2 -nodes -newkey ec " + arguments +
                              " -pkeyopt ec_paramgen_curve:P-256 >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
}

}  // namespace

CertificateAuthority::CertificateAuthority(std::filesystem::path folder, const std::string& name)
    : key_(folder / (name + ".key")), certificate_(folder / (name + ".pem")) {
  OpenSsl("-keyout " + key_.string() + " -out " + certificate_.string() + " -subj /CN=" + name);
}

void CertificateAuthority::Issue(const std::filesystem::path& file) const {
  const std::string key = file.string() + ".key", certificate = file.string() + ".new";
  OpenSsl("-keyout " + key + " -out " + certificate + " -CA " + certificate_.string() + " -CAkey " +
          key_.string() +
          " -subj /CN=localhost -addext basicConstraints=critical,CA:FALSE "
          "-addext subjectAltName=IP:127.0.0.1,DNS:localhost");
  std::ofstream(certificate, std::ios::app) << std::ifstream(key).rdbuf();
  std::filesystem::rename(certificate, file);
}

}  // namespace sinergi::testing
