#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// A range of addresses: "10.0.0.0/8", "::1/128", or one address.
class Network {
 public:
  static std::optional<Network> Parse(std::string_view text);

  // `address` is in network order; IPv4 as ::ffff:a.b.c.d.
  bool Holds(const in6_addr& address) const;

 private:
  in6_addr first_{};
  unsigned bits_ = 128;
};

// Which addresses a subscriber's URL may lead to: none that is private, link-local, of this
// machine, of a cluster or otherwise not of the public Internet (IANA's special-purpose registries,
// RFC 6890), but for what `allowed` lists. Also looks into addresses that hold another one (RFC
// 4291, 6052, 3056). Constant after construction.
class AddressGuard {
 public:
  explicit AddressGuard(std::vector<Network> allowed = {}) : allowed_(std::move(allowed)) {}

  // From a list with commas, as a setting holds it; may be empty. INVALID_ARGUMENT of the field.
  static Result<AddressGuard> Parse(std::string_view networks, const std::string& field);

  // Of AF_INET or AF_INET6; anything else is refused.
  bool Allows(const sockaddr& address) const;

 private:
  std::vector<Network> allowed_;
};

}  // namespace sinergi
