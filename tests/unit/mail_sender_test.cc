// A mail is handed to one server, over TLS where its URL says so.
#include "common/http/mail_sender.h"

#include <gmock/gmock.h>

#include "common/http/reasons.h"
#include "tests/support/certificates.h"
#include "tests/support/mail_server.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::HasSubstr;

class MailSenderTest : public ::testing::Test {
 protected:
  Status Send(const std::string& url, const std::string& ca_file = {}) const {
    const MailSender sender({url, "sinergi@bnn.go.id", ca_file}, clock_);
    return sender.Send({"siaga@ciamis.go.id", "Sinergi", "Satu baris.\nDua — baris.\n", "a-1"});
  }

  const SystemClock clock_;
};

TEST_F(MailSenderTest, TheServerGetsItAsItIs) {
  testing::MailServer server;
  ASSERT_TRUE(Send(server.Url()));
  ASSERT_EQ(server.Mails().size(), 1u);
  const std::string mail = server.Mails().front();
  EXPECT_THAT(mail, HasSubstr("X-To: siaga@ciamis.go.id\r\n"));
  EXPECT_THAT(mail, HasSubstr("Message-ID: <a-1@bnn.go.id>\r\n"));
  EXPECT_THAT(mail, HasSubstr("\r\n\r\nSatu baris.\r\nDua — baris.\r\n"));
}

TEST_F(MailSenderTest, OverTlsItTrustsItsAuthorityOnly) {
  const testing::TemporaryFolder folder;
  const testing::CertificateAuthority authority(folder / "", "authority");
  authority.Issue(folder / "server.pem");
  testing::MailServer server((folder / "server.pem").string());
  const Status refused = Send(server.Url());
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().Is(reasons::kMailFailed));
  EXPECT_TRUE(server.Mails().empty());
  const Status sent = Send(server.Url(), authority.file());
  EXPECT_TRUE(sent) << sent.error().cause();
  EXPECT_EQ(server.Mails().size(), 1u);
}

TEST_F(MailSenderTest, NobodyThereIsAFailure) {
  const Status sent = Send("smtp://127.0.0.1:1");
  ASSERT_FALSE(sent);
  EXPECT_TRUE(sent.error().Is(reasons::kMailFailed));
}

}  // namespace
}  // namespace sinergi
