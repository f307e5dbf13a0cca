#include "common/http/address_guard.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <cstring>

namespace sinergi {
namespace {

bool Allows(const AddressGuard& guard, const char* text) {
  sockaddr_storage address{};
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (inet_pton(AF_INET, text, &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    std::memcpy(&address, &four, sizeof(four));
  } else {
    EXPECT_EQ(inet_pton(AF_INET6, text, &six.sin6_addr), 1) << text;
    six.sin6_family = AF_INET6;
    std::memcpy(&address, &six, sizeof(six));
  }
  return guard.Allows(reinterpret_cast<const sockaddr&>(address));
}

TEST(AddressGuardTest, TakesThePublicInternet) {
  for (const char* address : {"1.1.1.1", "8.8.8.8", "103.10.0.1", "172.15.255.255", "172.32.0.1",
                              "100.63.255.255", "100.128.0.1", "2606:4700::1111",
                              "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    EXPECT_TRUE(Allows(AddressGuard(), address)) << address;
  }
}

TEST(AddressGuardTest, RefusesWhatIsPrivateLocalOrSpecial) {
  for (const char* address : {"0.0.0.0",
                              "10.1.2.3",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.254",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "fec0::1",
                              "ff02::1",
                              "2001:db8::1",
                              "100::1",
                              "2001::1"}) {
    EXPECT_FALSE(Allows(AddressGuard(), address)) << address;
  }
}

TEST(AddressGuardTest, RefusesAnAddressThatHidesInAnother) {
  for (const char* address : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1", "64:ff9b::7f00:1",
                              "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::"}) {
    EXPECT_FALSE(Allows(AddressGuard(), address)) << address;
  }
}

TEST(AddressGuardTest, TakesWhatIsListed) {
  const auto guard = AddressGuard::Parse("127.0.0.0/8,::1,10.1.2.0/25", "networks");
  ASSERT_TRUE(guard);
  for (const char* address : {"127.0.0.1", "127.9.9.9", "::1", "10.1.2.127", "8.8.8.8"}) {
    EXPECT_TRUE(Allows(*guard, address)) << address;
  }
  for (const char* address : {"10.1.2.128", "10.1.3.1", "::2", "192.168.0.1"}) {
    EXPECT_FALSE(Allows(*guard, address)) << address;
  }
}

TEST(AddressGuardTest, ReadsNetworksOnly) {
  for (const char* text : {"x", "127.0.0.1/33", "::1/129", "127.0.0.0/8,", "127.0.0.0/",
                           "127.0.0/8", "127.0.0.0/-1"}) {
    EXPECT_FALSE(AddressGuard::Parse(text, "networks")) << text;
  }
  EXPECT_TRUE(AddressGuard::Parse("", "networks"));
}

}  // namespace
}  // namespace sinergi
