// Who reaches a port that serves TLS, and with which certificates.
#include <fstream>

#include "common/tls/reasons.h"
#include "tests/service/rpc_fixture.h"
#include "tests/support/certificates.h"

namespace sinergi {
namespace {

using testing::CertificateAuthority;
using testing::Eventually;

class RpcTlsTest : public RpcTest {
 protected:
  void SetUp() override {
    RpcTest::SetUp();
    authority_.Issue(certificate_);
    options_.tls.certificate = certificate_.string();
  }

  // Calls over a new connection to who shows a certificate of `trusted`, with a certificate of
  // one's own or without.
  grpc::StatusCode CallTrusting(const CertificateAuthority& trusted,
                                const std::filesystem::path& own = {}) {
    const std::string pair = own.empty() ? "" : Text(own);
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    const auto channel = grpc::CreateCustomChannel(
        address_, grpc::SslCredentials({Text(trusted.file()), pair, pair}), arguments);
    reference_ = reference::v1::ReferenceService::NewStub(channel);
    return Get().error_code();
  }

  static std::string Text(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }

  const CertificateAuthority authority_{folder_ / "", "authority"};
  const CertificateAuthority stranger_{folder_ / "", "stranger"};
  const std::filesystem::path certificate_ = folder_ / "server.pem";
};

TEST_F(RpcTlsTest, AnswersWhoTrustsItsAuthority) {
  Start();
  EXPECT_EQ(CallTrusting(authority_), grpc::StatusCode::OK);
}

TEST_F(RpcTlsTest, IsTrustedByNobodyElse) {
  Start();
  EXPECT_EQ(CallTrusting(stranger_), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(RpcTlsTest, AnswersNobodyInTheClear) {
  Start();
  EXPECT_EQ(Get().error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(RpcTlsTest, AsksForACertificateWhereItIsTold) {
  options_.tls.client_authorities = authority_.file();
  authority_.Issue(folder_ / "client.pem");
  stranger_.Issue(folder_ / "stranger-client.pem");
  Start();
  EXPECT_EQ(CallTrusting(authority_, folder_ / "client.pem"), grpc::StatusCode::OK);
  EXPECT_EQ(CallTrusting(authority_), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(CallTrusting(authority_, folder_ / "stranger-client.pem"),
            grpc::StatusCode::UNAVAILABLE);
}

TEST_F(RpcTlsTest, ANewCertificateNeedsNoRestart) {
  Start();
  ASSERT_EQ(CallTrusting(authority_), grpc::StatusCode::OK);
  stranger_.Issue(certificate_);
  EXPECT_TRUE(Eventually([&] { return CallTrusting(stranger_) == grpc::StatusCode::OK; },
                         "the new one is served"));
  EXPECT_EQ(CallTrusting(authority_), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(RpcTlsTest, RefusesToStartWithFilesThatCannotServe) {
  const auto refusal = [&](const std::string& file, const std::string& authorities) {
    options_.tls = {file, authorities};
    const auto port = TryStart();
    if (port || !port.error().Is(reasons::kTlsFileUnusable)) return std::string("another end");
    return std::string(port.error().Variable("problem"));
  };
  std::ofstream(folder_ / "text.pem") << "no certificate";
  authority_.Issue(folder_ / "other.pem");
  std::ofstream(folder_ / "mixed.pem")
      << Text(authority_.file()) << Text(folder_ / "other.pem.key");
  EXPECT_EQ(refusal((folder_ / "absent.pem").string(), ""), "it holds no certificate in PEM");
  EXPECT_EQ(refusal((folder_ / "text.pem").string(), ""), "it holds no certificate in PEM");
  EXPECT_EQ(refusal(authority_.file(), ""), "it holds no private key in PEM for its certificate");
  EXPECT_EQ(refusal((folder_ / "mixed.pem").string(), ""),
            "it holds no private key in PEM for its certificate");
  EXPECT_EQ(refusal(certificate_.string(), (folder_ / "text.pem").string()),
            "it holds no certificate in PEM");
}

}  // namespace
}  // namespace sinergi
