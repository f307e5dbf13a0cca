#include <gtest/gtest.h>

#include "services/standalone/settings.h"

namespace sinergi::standalone {
namespace {

bool MayListenOn(const std::string& address) {
  StandaloneSettings settings;
  settings.listen = address;
  return static_cast<bool>(settings.Check());
}

TEST(StandaloneSettingsTest, ListensOnLoopbackOnly) {
  for (const char* address : {"127.0.0.1:7070", "localhost:0", "[::1]:7070"}) {
    EXPECT_TRUE(MayListenOn(address)) << address;
  }
  for (const char* address : {"0.0.0.0:7070", "10.0.0.1:7070", "127.example.org:7070", "127.0.0.1",
                              "127.0.0.1:7071,0.0.0.0:7072", "[::]:7070", ":7070", ""}) {
    EXPECT_FALSE(MayListenOn(address)) << address;
  }
}

TEST(StandaloneSettingsTest, RefusesALevelThatDoesNotExist) {
  StandaloneSettings settings;
  settings.log_level = "loud";
  const Status checked = settings.Check();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().Variable("field"), "log_level");
}

TEST(ReferralsSettingsTest, RefusesALeaseThatEndsBeforeATurn) {
  referrals::ReferralsSettings settings;
  EXPECT_TRUE(settings.Check());
  settings.relay_lease = std::chrono::milliseconds(0);
  EXPECT_FALSE(settings.Check());
  settings.relay_lease = settings.relay_poll;
  EXPECT_FALSE(settings.Check());
}

}  // namespace
}  // namespace sinergi::standalone
