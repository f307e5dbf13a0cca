#pragma once

#include <filesystem>
#include <string>

namespace sinergi::testing {

// A certificate authority for one test, made with OpenSSL's command line. Valid for two days.
class CertificateAuthority {
 public:
  // Keeps its files in `folder`, under `name`.
  CertificateAuthority(std::filesystem::path folder, const std::string& name);

  // PEM of its own certificate.
  std::string file() const { return certificate_.string(); }

  // Writes a new key and its certificate, for 127.0.0.1 and localhost, as one PEM file; what was
  // there is replaced at once.
  void Issue(const std::filesystem::path& file) const;

 private:
  const std::filesystem::path key_;
  const std::filesystem::path certificate_;
};

}  // namespace sinergi::testing
