#pragma once

#include <map>
#include <optional>
#include <string>

namespace sinergi::cli {

// Where the services are: one address for all of them ("127.0.0.1:7070", a gateway's), or one part
// for each ("referrals=127.0.0.1:7081,127.0.0.1:7082;notifications=127.0.0.1:7091"). Several
// addresses of a service are its replicas and numeric; calls take turns among those that answer.
class Servers {
 public:
  // Nothing when the text has neither form.
  static std::optional<Servers> Parse(const std::string& text);

  // The gRPC target of a service; of the first one for what every process serves.
  const std::string& TargetOf(const std::string& service) const;

  // Whether all are this machine's own, to which calls may go unencrypted.
  bool AreLoopback() const { return loopback_; }

 private:
  bool Add(const std::string& service, const std::string& addresses);

  std::map<std::string, std::string> targets_;
  std::string first_;
  bool loopback_ = true;
};

// Whether the server text names addresses of this machine only.
bool IsLoopback(const std::string& servers);

}  // namespace sinergi::cli
