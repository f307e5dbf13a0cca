#include "common/http/address_guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "common/http/reasons.h"

namespace sinergi {
namespace {

// Not of the public Internet. IPv4 is looked up as ::ffff:a.b.c.d.
constexpr std::array kSpecial{
    "0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",     "127.0.0.0/8",     "169.254.0.0/16",
    "172.16.0.0/12",  "192.0.0.0/24",   "192.0.2.0/24",      "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",   "198.18.0.0/15",   "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",       "::/96",           "100::/64",
    "2001::/23",      "2001:db8::/32",  "2620:4f:8000::/48", "3fff::/20",       "5f00::/16",
    "fc00::/7",       "fe80::/10",      "fec0::/10",         "ff00::/8"};

const std::vector<Network>& Special() {
  static const std::vector<Network> networks = [] {
    std::vector<Network> all;
    for (const char* text : kSpecial) all.push_back(*Network::Parse(text));
    return all;
  }();
  return networks;
}

in6_addr Mapped(const in_addr& address) {
  in6_addr mapped{};
  mapped.s6_addr[10] = 0xff;
  mapped.s6_addr[11] = 0xff;
  std::memcpy(&mapped.s6_addr[12], &address, sizeof(address));
  return mapped;
}

// The IPv4 address at that byte.
in6_addr Inner(const in6_addr& address, std::size_t at) {
  in_addr inner{};
  std::memcpy(&inner, &address.s6_addr[at], sizeof(inner));
  return Mapped(inner);
}

bool HoldsOne(const std::vector<Network>& networks, const in6_addr& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.Holds(address); });
}

bool IsPublic(const in6_addr& address) {
  static const Network nat64 = *Network::Parse("64:ff9b::/96");
  static const Network local_nat64 = *Network::Parse("64:ff9b:1::/48");
  static const Network six_to_four = *Network::Parse("2002::/16");
  if (HoldsOne(Special(), address) || local_nat64.Holds(address)) return false;
  if (nat64.Holds(address)) return !HoldsOne(Special(), Inner(address, 12));
  if (six_to_four.Holds(address)) return !HoldsOne(Special(), Inner(address, 2));
  return true;
}

}  // namespace

std::optional<Network> Network::Parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  Network network;
  in_addr four{};
  unsigned most = 128;
  if (inet_pton(AF_INET, address.c_str(), &four) == 1) {
    network.first_ = Mapped(four);
    most = 32;
  } else if (inet_pton(AF_INET6, address.c_str(), &network.first_) != 1) {
    return std::nullopt;
  }
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc() || end != digits.data() + digits.size() || bits > most) {
      return std::nullopt;
    }
  }
  network.bits_ = bits + (128 - most);
  return network;
}

bool Network::Holds(const in6_addr& address) const {
  const unsigned whole = bits_ / 8;
  if (std::memcmp(first_.s6_addr, address.s6_addr, whole) != 0) return false;
  const unsigned rest = bits_ % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
  return (first_.s6_addr[whole] & mask) == (address.s6_addr[whole] & mask);
}

Result<AddressGuard> AddressGuard::Parse(std::string_view networks, const std::string& field) {
  std::vector<Network> allowed;
  for (bool more = !networks.empty(); more;) {
    const std::size_t comma = networks.find(',');
    const auto network = Network::Parse(networks.substr(0, comma));
    if (!network) {
      return Error::Invalid({{field,
                              &reasons::kNetworkMalformed,
                              {{"value", std::string(networks.substr(0, comma))}}}});
    }
    allowed.push_back(*network);
    more = comma != std::string_view::npos;
    if (more) networks.remove_prefix(comma + 1);
  }
  return AddressGuard(std::move(allowed));
}

bool AddressGuard::Allows(const sockaddr& address) const {
  in6_addr asked{};
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof(four));
    asked = Mapped(four.sin_addr);
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof(six));
    asked = six.sin6_addr;
  } else {
    return false;
  }
  return HoldsOne(allowed_, asked) || IsPublic(asked);
}

}  // namespace sinergi
