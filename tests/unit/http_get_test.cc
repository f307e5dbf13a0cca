#include "common/http/http_get.h"

#include <gmock/gmock.h>

#include "common/http/reasons.h"
#include "common/telemetry/metrics.h"
#include "tests/support/certificates.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::HasSubstr;

// The server that answers is the one of the metrics.
class HttpGetTest : public ::testing::Test {
 protected:
  void Serve(const TlsFiles& tls) {
    metrics_.GaugeOf("sinergi_test", "There.").Set(1);
    const auto port = metrics_.Serve("127.0.0.1:0", tls);
    ASSERT_TRUE(port) << port.error().cause();
    url_ = std::string(tls.IsOn() ? "https" : "http") + "://localhost:" + std::to_string(*port);
  }

  void ServeOverTls() {
    authority_.Issue(folder_ / "server.pem");
    Serve({(folder_ / "server.pem").string(), ""});
  }

  Result<std::string> Get(const HttpOptions& options, const std::string& path = "/metrics") {
    return HttpGet(url_ + path, options);
  }

  testing::TemporaryFolder folder_;
  const testing::CertificateAuthority authority_{folder_ / "", "authority"};
  Metrics metrics_;
  std::string url_;
};

TEST_F(HttpGetTest, GivesWhatAServerAnswers) {
  Serve({});
  const auto body = Get({});
  ASSERT_TRUE(body) << body.error().cause();
  EXPECT_THAT(*body, HasSubstr("sinergi_test 1"));
}

TEST_F(HttpGetTest, TrustsACertificateOfItsAuthority) {
  ServeOverTls();
  const auto body = Get({.ca_file = authority_.file()});
  ASSERT_TRUE(body) << body.error().cause();
  EXPECT_THAT(*body, HasSubstr("sinergi_test 1"));
}

TEST_F(HttpGetTest, TrustsNoCertificateOfAnother) {
  ServeOverTls();
  const testing::CertificateAuthority stranger(folder_ / "", "stranger");
  EXPECT_TRUE(Get({.ca_file = stranger.file()}).error().Is(reasons::kHttpFailed));
  EXPECT_TRUE(Get({}).error().Is(reasons::kHttpFailed));
}

TEST_F(HttpGetTest, TakesOnlyAnAnswerThatSaysOk) {
  Serve({});
  const auto body = Get({}, "/nothing-here");
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().cause(), "HTTP status 404");
}

TEST_F(HttpGetTest, StopsAtTheLimit) {
  Serve({});
  const auto body = Get({.ca_file = "", .most_bytes = 20});
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().cause(), "longer than 20 bytes");
}

TEST_F(HttpGetTest, SaysThatNobodyAnswers) {
  const auto body = HttpGet("http://127.0.0.1:1/keys", {});
  ASSERT_FALSE(body);
  EXPECT_TRUE(body.error().Is(reasons::kHttpFailed));
}

TEST_F(HttpGetTest, SpeaksInTheClearToThisMachineOnly) {
  for (const char* url : {"https://sso.example/keys", "http://127.0.0.1:8080/keys",
                          "http://localhost/keys", "http://[::1]:80/keys"}) {
    EXPECT_TRUE(CheckHttpUrl(url)) << url;
  }
  for (const char* url : {"http://sso.example/keys", "http://127.0.0.1.example/keys",
                          "http://localhost@sso.example/keys", "ftp://localhost/keys",
                          "file:///etc/passwd", "sso.example/keys", "https://", ""}) {
    EXPECT_FALSE(CheckHttpUrl(url)) << url;
  }
}

TEST_F(HttpGetTest, NeverShowsAPassword) {
  const auto refused = CheckHttpUrl("https://agent:hunter2@sso.example/keys");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().Text(Language::kEnglish), ::testing::Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace sinergi
