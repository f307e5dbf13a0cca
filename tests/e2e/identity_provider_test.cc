// Callers whose tokens a real OpenID provider issues, over TLS from end to end.
#include <curl/curl.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/certificates.h"
#include "tests/support/client.h"
#include "tests/support/eventually.h"
#include "tests/support/full_stack_process.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

using testing::ChildProcess;
using testing::Client;
using testing::Eventually;

constexpr const char* kFolder = "SINERGI_TEST_PROVIDER";  // the provider with what it needs

class IdentityProviderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv(kFolder) == nullptr) GTEST_SKIP() << kFolder << " is not set";
    authority_.Issue(certificate_);
    StartProvider("first-key");
    server_.Start({"--tls=" + certificate_, "--token_issuer=" + issuer_,
                   "--token_keys=" + issuer_ + "/jwks", "--token_keys_ca=" + authority_.file(),
                   "--token_keys_refresh=500ms"});
    client_.emplace("localhost:" + std::to_string(PortOf(server_.address())), authority_.file());
  }

  static int PortOf(const std::string& address) {
    return std::stoi(address.substr(address.rfind(':') + 1));
  }

  // From now on it signs with a new key under this name; its address stays.
  void StartProvider(const std::string& key_id) {
    provider_.reset();
    const std::string port = issuer_.empty() ? "0" : std::to_string(PortOf(issuer_));
    const std::string folder = std::getenv(kFolder);
    const std::filesystem::path log = folder_.path() / (key_id + ".log");
    provider_.emplace(testing::Command{
        {"/usr/bin/env", "node", folder + "/provider.mjs", certificate_, key_id, port},
        {{"PATH", std::getenv("PATH")}},
        log});
    provider_->Start();
    ASSERT_TRUE(Eventually([&] { return ReadIssuer(); }, "the provider serves"))
        << provider_->Log();
  }

  bool ReadIssuer() {
    static constexpr std::string_view kServing = "serving ";
    const std::string log = provider_->Log();
    const std::size_t at = log.find(kServing);
    const std::size_t end = at == std::string::npos ? at : log.find('\n', at);
    if (end == std::string::npos) return false;
    issuer_ = log.substr(at + kServing.size(), end - at - kServing.size());
    return true;
  }

  // A token that the provider issues to a service account for an audience (OAuth 2.0, section 4.4).
  std::string TokenOf(const std::string& account, const std::string& audience = "sinergi") {
    const std::string url = issuer_ + "/token";
    const std::string secret = account + ":secret-of-" + account;
    const std::string form = "grant_type=client_credentials&resource=urn:" + audience;
    const std::string authority = authority_.file();
    std::string answer;
    CURL* curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_CAINFO, authority.c_str());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_USERPWD, secret.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(
        curl, CURLOPT_WRITEFUNCTION, +[](char* data, std::size_t, std::size_t count, void* text) {
          static_cast<std::string*>(text)->append(data, count);
          return count;
        });
    EXPECT_EQ(curl_easy_perform(curl), CURLE_OK);
    curl_easy_cleanup(curl);
    const auto json = nlohmann::json::parse(answer, nullptr, false);
    EXPECT_TRUE(json.contains("access_token")) << answer;
    return json.value("access_token", "");
  }

  // What a read gets with this token: OK, or the reason of its refusal.
  std::string ReadWith(const std::string& token) {
    referrals::v1::ListFacilitiesRequest request;
    request.set_area_code("19.71");
    referrals::v1::ListFacilitiesResponse response;
    const auto status =
        client_->referrals().ListFacilities(Client::ContextFor({token}).get(), request, &response);
    return status.ok() ? "OK" : FromGrpcStatus(status).reason;
  }

  testing::TemporaryFolder folder_;
  const testing::CertificateAuthority authority_{folder_ / "", "authority"};
  const std::string certificate_ = (folder_ / "server.pem").string();
  std::string issuer_;
  std::optional<ChildProcess> provider_;
  testing::StandaloneProcess server_;
  std::optional<Client> client_;
};

TEST_F(IdentityProviderTest, AServiceAccountMayDoWhatItsRolesAllow) {
  EXPECT_EQ(ReadWith(TokenOf("national-system")), "OK");
  referrals::v1::RegisterFacilityResponse response;
  const auto register_with = [&](const std::string& token) {
    const auto status = client_->referrals().RegisterFacility(
        Client::ContextFor({token}).get(), testing::ClinicRequest("Klinik"), &response);
    return status.ok() ? "OK" : FromGrpcStatus(status).reason;
  };
  EXPECT_EQ(register_with(TokenOf("national-system")), "PERMISSION_MISSING");
  EXPECT_EQ(register_with(TokenOf("field-system")), "OK");
}

TEST_F(IdentityProviderTest, ATokenForAnotherSystemIsRefused) {
  EXPECT_EQ(ReadWith(TokenOf("national-system", "another-system")), "TOKEN_INVALID");
}

TEST_F(IdentityProviderTest, ThereAreNoDevelopmentTokensBesideAProvider) {
  EXPECT_FALSE(std::filesystem::exists(server_.data() / "development-key.json"));
  const auto forged = testing::ActorOf(folder_.path(), "operator", "BNN");
  EXPECT_EQ(ReadWith(forged.token), "TOKEN_INVALID");
}

TEST_F(IdentityProviderTest, AKeyThatReplacesAnotherIsFoundWithoutARestart) {
  const std::string before = TokenOf("national-system");
  ASSERT_EQ(ReadWith(before), "OK");
  StartProvider("second-key");
  const std::string after = TokenOf("national-system");
  EXPECT_TRUE(Eventually([&] { return ReadWith(after) == "OK"; }, "the new key is known"));
  EXPECT_EQ(ReadWith(before), "TOKEN_INVALID");
}

TEST_F(IdentityProviderTest, CallsGoOnWhileTheProviderIsAway) {
  const std::string token = TokenOf("national-system");
  const std::string later = TokenOf("field-system");  // seen for the first time below
  ASSERT_EQ(ReadWith(token), "OK");
  provider_->End(SIGKILL);
  EXPECT_TRUE(
      Eventually([&] { return server_.Log().find("could not be read") != std::string::npos; },
                 "a read of the keys has failed"));
  EXPECT_EQ(ReadWith(token), "OK");
  EXPECT_EQ(ReadWith(later), "OK");
}

TEST_F(IdentityProviderTest, TheCommandLineTrustsTheAuthorityItIsGiven) {
  const auto run = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{(testing::BuildFolder() / "bin/sinergi").string(),
                                   "--server",
                                   "localhost:" + std::to_string(PortOf(server_.address())),
                                   "--token",
                                   TokenOf("national-system"),
                                   "--timeout",
                                   "5",
                                   "facility",
                                   "list",
                                   "--area",
                                   "19.71"};
    words.insert(words.begin() + 1, more.begin(), more.end());
    return testing::RunToEnd({words, {}, folder_ / "sinergi.log"});
  };
  EXPECT_EQ(run({"--ca", authority_.file()}), 0) << testing::TextOf(folder_ / "sinergi.log");
  const testing::CertificateAuthority stranger(folder_ / "", "stranger");
  EXPECT_NE(run({"--ca", stranger.file()}), 0);
}

}  // namespace
}  // namespace sinergi
