#include "common/telemetry/metrics.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "common/telemetry/reasons.h"
#include "common/tls/reasons.h"
#include "tests/support/certificates.h"
#include "tests/support/eventually.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What an HTTP GET of this path on loopback answers; empty when nobody answers.
std::string Get(int port, const std::string& path) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
    const std::string request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    send(connection, request.data(), request.size(), MSG_NOSIGNAL);
    char part[4096];
    for (ssize_t size; (size = recv(connection, part, sizeof(part), 0)) > 0;) {
      answer.append(part, static_cast<std::size_t>(size));
    }
  }
  close(connection);
  return answer;
}

std::size_t Count(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(MetricsTest, ACounterAddsUp) {
  Metrics metrics;
  metrics.CounterOf("sinergi_events_total", "Events.", {{"topic", "a"}}).Add();
  metrics.CounterOf("sinergi_events_total", "Events.", {{"topic", "a"}}).Add(2);
  metrics.CounterOf("sinergi_events_total", "Events.", {{"topic", "b"}}).Add();
  EXPECT_THAT(metrics.Text(), HasSubstr("# TYPE sinergi_events_total counter\n"));
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_events_total{topic=\"a\"} 3\n"));
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_events_total{topic=\"b\"} 1\n"));
}

TEST(MetricsTest, AGaugeHoldsItsLastValue) {
  Metrics metrics;
  metrics.GaugeOf("sinergi_outbox_rows", "Unpublished rows.").Set(7);
  metrics.GaugeOf("sinergi_outbox_rows", "Unpublished rows.").Set(3);
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_outbox_rows 3\n"));
}

TEST(MetricsTest, AHistogramCountsFromHalfAMillisecondToTenSeconds) {
  Metrics metrics;
  Histogram& durations = metrics.HistogramOf("sinergi_rpc_seconds", "Durations.");
  durations.Observe(0.0004);
  durations.Observe(9);
  durations.Observe(60);
  const std::string text = metrics.Text();
  EXPECT_THAT(text, HasSubstr("sinergi_rpc_seconds_bucket{le=\"0.0005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("sinergi_rpc_seconds_bucket{le=\"10\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("sinergi_rpc_seconds_bucket{le=\"+Inf\"} 3\n"));
}

TEST(MetricsTest, TheSameNameAndLabelsAreTheSameMetric) {
  Metrics metrics;
  Counter& one = metrics.CounterOf("sinergi_a_total", "A.", {{"x", "1"}});
  EXPECT_EQ(&one, &metrics.CounterOf("sinergi_a_total", "A.", {{"x", "1"}}));
  EXPECT_NE(&one, &metrics.CounterOf("sinergi_a_total", "A.", {{"x", "2"}}));
}

TEST(MetricsTest, ANameAppearsOnceWithItsFirstHelp) {
  Metrics metrics;
  metrics.CounterOf("sinergi_a_total", "First.", {{"x", "1"}}).Add();
  metrics.CounterOf("sinergi_a_total", "Second.", {{"x", "2"}}).Add();
  EXPECT_EQ(Count(metrics.Text(), "# HELP sinergi_a_total First.\n"), 1u);
  EXPECT_EQ(Count(metrics.Text(), "# TYPE sinergi_a_total"), 1u);
}

TEST(MetricsTest, ALabelsValueCannotBreakTheLine) {
  Metrics metrics;
  metrics.CounterOf("sinergi_a_total", "A.", {{"x", "a\"b\nc"}}).Add();
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_a_total{x=\"a\\\"b\\nc\"} 1\n"));
}

TEST(MetricsTest, WhatPrometheusForbidsIsLoggedAndNotServed) {
  ::testing::internal::CaptureStderr();
  Metrics metrics;
  metrics.CounterOf("not a name", "A.").Add();
  metrics.CounterOf("sinergi_a_total", "A.", {{"not-a-label", "1"}}).Add();
  metrics.GaugeOf("sinergi_a_total", "Already a counter.").Set(1);
  metrics.HistogramOf("sinergi_b_seconds", "B.", {{"le", "1"}}).Observe(1);
  EXPECT_EQ(Count(::testing::internal::GetCapturedStderr(), "a metric was refused"), 4u);
  EXPECT_THAT(metrics.Text(), Not(HasSubstr("not")));
}

TEST(MetricsTest, ManyThreadsLoseNothing) {
  Metrics metrics;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&metrics, i] {
      for (int j = 0; j < 500; ++j) {
        metrics.CounterOf("sinergi_a_total", "A.", {{"x", std::to_string(i % 2)}}).Add();
      }
    });
  }
  threads.clear();
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_a_total{x=\"0\"} 2000\n"));
  EXPECT_THAT(metrics.Text(), HasSubstr("sinergi_a_total{x=\"1\"} 2000\n"));
}

// One server for all tests, for its end may take two seconds.
class ServedMetricsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    metrics_ = std::make_unique<Metrics>();
    metrics_->CounterOf("sinergi_a_total", "A.").Add(5);
    const Result<int> port = metrics_->Serve("127.0.0.1:0");
    ASSERT_TRUE(port) << port.error().cause();
    port_ = *port;
  }
  static void TearDownTestSuite() { metrics_.reset(); }

  static inline std::unique_ptr<Metrics> metrics_;
  static inline int port_ = 0;
};

TEST_F(ServedMetricsTest, AnswerOnAFreePort) {
  ASSERT_GT(port_, 0);
  EXPECT_THAT(Get(port_, "/metrics"), HasSubstr("200 OK"));
  EXPECT_THAT(Get(port_, "/metrics"), HasSubstr("\nsinergi_a_total 5\n"));
}

TEST_F(ServedMetricsTest, ServeNothingElse) {
  EXPECT_THAT(Get(port_, "/"), HasSubstr("404"));
  EXPECT_THAT(Get(port_, "/../../etc/passwd"), Not(HasSubstr("200 OK")));
}

TEST_F(ServedMetricsTest, RefuseAnAddressThatCannotBeHad) {
  Metrics others;
  for (const std::string& address : {"127.0.0.1:" + std::to_string(port_),
                                     std::string("192.0.2.1:0"), std::string("nonsense")}) {
    const Result<int> refused = others.Serve(address);
    ASSERT_FALSE(refused) << address;
    EXPECT_TRUE(refused.error().Is(reasons::kMetricsAddressUnavailable));
    EXPECT_EQ(refused.error().code(), ErrorCode::kUnavailable);
    EXPECT_EQ(refused.error().Variable("address"), address);
  }
}

TEST(MetricsTest, ThePortIsFreeAgainAfterItsEnd) {
  int port = 0;
  {
    Metrics metrics;
    port = *metrics.Serve("127.0.0.1:0");
  }
  EXPECT_EQ(Get(port, "/metrics"), "");
}

// The metrics over TLS, asked for with OpenSSL's command line.
class MetricsTlsTest : public ::testing::Test {
 protected:
  MetricsTlsTest() {
    authority_.Issue(certificate_);
    metrics_.CounterOf("sinergi_a_total", "A.").Add(5);
  }

  // Whether somebody who trusts only `trusted` gets them, showing `own` if it is given.
  bool Answers(const testing::CertificateAuthority& trusted, const std::string& own = "") {
    const std::string mine = own.empty() ? "" : " -cert " + own + " -key " + own;
    const std::string command =
        "printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' | timeout 10 openssl s_client -quiet "
        "-verify_return_error -connect 127.0.0.1:" +
        std::to_string(port_) + " -CAfile " + trusted.file() + mine +
        " 2>/dev/null | grep -q '^sinergi_a_total 5'";
    return std::system(command.c_str()) == 0;
  }

  testing::TemporaryFolder folder_;
  const std::string certificate_ = (folder_ / "server.pem").string();
  const testing::CertificateAuthority authority_{folder_ / "", "authority"};
  const testing::CertificateAuthority stranger_{folder_ / "", "stranger"};
  Metrics metrics_;
  int port_ = 0;
};

TEST_F(MetricsTlsTest, AnswerWhoTrustsTheAuthority) {
  port_ = *metrics_.Serve("127.0.0.1:0", {certificate_, ""});
  EXPECT_TRUE(Answers(authority_));
  EXPECT_FALSE(Answers(stranger_));
  EXPECT_EQ(Get(port_, "/metrics").find("sinergi_a_total"), std::string::npos);
}

TEST_F(MetricsTlsTest, AskForACertificateWhereTheyAreTold) {
  const std::string client = (folder_ / "client.pem").string();
  const std::string other = (folder_ / "other.pem").string();
  authority_.Issue(client);
  stranger_.Issue(other);
  port_ = *metrics_.Serve("127.0.0.1:0", {certificate_, authority_.file()});
  EXPECT_TRUE(Answers(authority_, client));
  EXPECT_FALSE(Answers(authority_));
  EXPECT_FALSE(Answers(authority_, other));
}

TEST_F(MetricsTlsTest, ANewCertificateNeedsNoRestart) {
  port_ = *metrics_.Serve("127.0.0.1:0", {certificate_, ""});
  ASSERT_TRUE(Answers(authority_));
  stranger_.Issue(certificate_);
  EXPECT_TRUE(testing::Eventually([&] { return Answers(stranger_); }, "the new one is served"));
}

TEST_F(MetricsTlsTest, RefuseAFileThatCannotServe) {
  const auto refused = metrics_.Serve("127.0.0.1:0", {authority_.file(), ""});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().Is(reasons::kTlsFileUnusable));
}

}  // namespace
}  // namespace sinergi
