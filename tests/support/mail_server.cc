#include "tests/support/mail_server.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sinergi::testing {
namespace {

std::string CommandFor(const std::string& folder, const std::string& certificate) {
  const char* const source = std::getenv("SINERGI_SOURCE");
  if (source == nullptr) throw std::runtime_error("SINERGI_SOURCE must name the source folder");
  return "exec /usr/bin/python3 '" + std::string(source) + "/tests/support/mail_server.py' '" +
         folder + "'" + (certificate.empty() ? "" : " '" + certificate + "'");
}

}  // namespace

MailServer::MailServer(const std::string& certificate)
    : scheme_(certificate.empty() ? "smtp" : "smtps"),
      process_(popen(CommandFor(folder_.path().string(), certificate).c_str(), "r")) {
  std::array<char, 32> line{};
  if (process_ == nullptr || std::fgets(line.data(), line.size(), process_) == nullptr) {
    throw std::runtime_error("the mail server did not start; is python3-aiosmtpd there?");
  }
  port_ = line.data();
  port_.pop_back();
}

MailServer::~MailServer() {
  std::ofstream(folder_.path() / "stop").put('\n');
  pclose(process_);
}

std::vector<std::string> MailServer::Mails() const {
  std::vector<std::string> mails;
  while (true) {
    const auto path = folder_.path() / (std::to_string(mails.size() + 1) + ".eml");
    if (!std::filesystem::exists(path)) return mails;
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    mails.push_back(text.str());
  }
}

}  // namespace sinergi::testing
