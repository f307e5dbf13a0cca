// What a server program refuses to start with.
#include "common/process/process_settings.h"

#include <gmock/gmock.h>

#include "common/process/seam_settings.h"
#include "services/referrals/settings.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

bool MayListenOn(const std::string& address) {
  ProcessSettings settings;
  settings.listen = address;
  return static_cast<bool>(settings.Check());
}

// Each violation as "field REASON".
std::vector<std::string> Violations(const Status& checked) {
  std::vector<std::string> texts;
  if (checked) return texts;
  for (const FieldViolation& violation : checked.error().violations()) {
    texts.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return texts;
}

SeamSettings Full() {
  SeamSettings settings;
  settings.database = "postgresql://sinergi:secret@db/referrals";
  settings.events = "kafka://broker:9092";
  settings.cache = "redis://:secret@cache:6379";
  settings.announcements = "redis://:secret@cache:6379";
  return settings;
}

TEST(ProcessSettingsTest, ListensOnLoopbackOnly) {
  for (const char* address : {"127.0.0.1:7070", "localhost:0", "[::1]:7070"}) {
    EXPECT_TRUE(MayListenOn(address)) << address;
  }
  for (const char* address : {"0.0.0.0:7070", "10.0.0.1:7070", "127.example.org:7070", "127.0.0.1",
                              "127.0.0.1:7071,0.0.0.0:7072", "[::]:7070", ":7070", ""}) {
    EXPECT_FALSE(MayListenOn(address)) << address;
  }
}

// Tokens of an identity provider, and TLS.
ProcessSettings Provided() {
  ProcessSettings settings;
  settings.listen = "0.0.0.0:7070";
  settings.metrics_listen = "0.0.0.0:7071";
  settings.tls.certificate = "server.pem";
  settings.token_issuer = "https://sso.example";
  settings.token_keys = "https://sso.example/keys";
  return settings;
}

TEST(ProcessSettingsTest, ListensEverywhereWithAProviderAndTls) { EXPECT_TRUE(Provided().Check()); }

TEST(ProcessSettingsTest, RefusesEverythingElseBeyondLoopback) {
  ProcessSettings settings = Provided();
  settings.tls.certificate = "";
  EXPECT_THAT(Violations(settings.Check()),
              ElementsAre("listen LISTEN_WITHOUT_TLS", "metrics_listen LISTEN_WITHOUT_TLS"));
  settings = Provided();
  settings.token_keys = "";
  EXPECT_THAT(Violations(settings.Check()), ElementsAre("listen LISTEN_BEYOND_LOOPBACK",
                                                        "metrics_listen LISTEN_BEYOND_LOOPBACK"));
}

TEST(ProcessSettingsTest, AProviderHasAnIssuerAnAudienceAndAnAddressThatIsSafe) {
  ProcessSettings settings = Provided();
  settings.token_issuer = settings.token_audience = "";
  settings.token_keys = "http://sso.example/keys";
  EXPECT_THAT(Violations(settings.Check()),
              ElementsAre("token_issuer FIELD_REQUIRED", "token_audience FIELD_REQUIRED",
                          "token_keys HTTP_URL_REFUSED"));
}

TEST(ProcessSettingsTest, WhoAsksForCertificatesShowsOne) {
  ProcessSettings settings;
  settings.tls.client_authorities = "authority.pem";
  EXPECT_THAT(Violations(settings.Check()), ElementsAre("tls FIELD_REQUIRED"));
}

TEST(ProcessSettingsTest, RefusesALevelThatDoesNotExist) {
  ProcessSettings settings;
  settings.log_level = "loud";
  EXPECT_THAT(Violations(settings.Check()), ElementsAre("log_level VALUE_UNKNOWN"));
}

TEST(SeamSettingsTest, TakesWhatSeveralProcessesCanShare) { EXPECT_TRUE(Full().Check()); }

TEST(SeamSettingsTest, RefusesWhatHoldsWithinOneProcessAndSaysSoForEach) {
  SeamSettings settings = Full();
  settings.database = "sqlite:///var/referrals.db";
  settings.events = "embedded:///var/events.db";
  settings.cache = "memory:";
  settings.announcements = "memory:";
  EXPECT_THAT(Violations(settings.Check()),
              ElementsAre("database SEAM_FOR_ONE_PROCESS", "events SEAM_FOR_ONE_PROCESS",
                          "cache SEAM_FOR_ONE_PROCESS", "announcements SEAM_FOR_ONE_PROCESS"));
}

TEST(SeamSettingsTest, NamesEveryAddressThatIsMissing) {
  EXPECT_THAT(Violations(SeamSettings().Check()),
              ElementsAre("database FIELD_REQUIRED", "events FIELD_REQUIRED",
                          "cache FIELD_REQUIRED", "announcements FIELD_REQUIRED"));
}

TEST(SeamSettingsTest, AReplicaIsNamedAfterItsHostUnlessItHasAName) {
  SeamSettings settings;
  EXPECT_FALSE(settings.Replica().empty());
  settings.replica = "referrals-2";
  EXPECT_EQ(settings.Replica(), "referrals-2");
  EXPECT_EQ(settings.ForEvents("referrals").client, "sinergi-referrals-referrals-2");
}

TEST(SeamsTest, AnAddressThatIsNotKnownIsRefusedWithoutItsPassword) {
  Metrics metrics;
  const SystemClock clock;
  const std::string url = "oracle://sinergi:secret@db/referrals";
  for (const Error& error : {OpenDatabase(url, {}).error(), OpenEvents(url, {}, metrics).error(),
                             OpenCache(url, clock, "referrals", metrics).error(),
                             OpenAnnouncer(url, "referrals", metrics).error()}) {
    EXPECT_EQ(error.reason().name, "SEAM_URL_UNKNOWN");
    EXPECT_THAT(error.Text(Language::kEnglish), Not(HasSubstr("secret")));
  }
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
}  // namespace sinergi
