// Clients that share nothing with ours read the events: kcat, and a Python program that knows the
// published contracts alone.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "sinergi/referrals/v1/referrals_events.pb.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/standalone_process.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::KafkaBrokers;

constexpr char kSubject[] = "referrals/0191d3a0-0000-7000-8000-000000000001";

Event ReferralWasSent() {
  referrals::v1::ReferralSent fact;
  fact.mutable_referral()->set_referral_id("0191d3a0-0000-7000-8000-000000000001");
  fact.mutable_referral()->set_reference("RJ-7K3M-9Q2F");
  fact.mutable_referral()->set_state(referrals::v1::REFERRAL_STATE_SENT);
  fact.mutable_referral()->mutable_send_time()->set_seconds(1'772'600'000);
  Event event;
  event.id = Uuid::Make(FromMicroseconds(1'772'600'000'000'000));
  event.source = "/sinergi/referrals/epoch";
  event.type = "id.go.bnn.sinergi.referrals.v1.ReferralSent";
  event.subject = kSubject;
  event.revision = 2;
  event.time = FromMicroseconds(1'772'600'000'123'456);
  event.region = "19.04.02.2020";
  event.offices = {"BNNK-CIAMIS", "BNNK-PANGKALPINANG"};
  event.dataschema = "sinergi.referrals.v1.ReferralSent";
  event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.payload = fact.SerializeAsString();
  return event;
}

// What a command prints; its failure is the test's.
std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t read = fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), read);
  }
  EXPECT_EQ(pclose(pipe), 0) << command << "\n" << output;
  return output;
}

class OtherClientsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (testing::KafkaUrl().empty()) GTEST_SKIP() << testing::kKafkaVariable << " names no broker";
    const auto kafka = testing::OpenKafka();
    ASSERT_NE(kafka, nullptr);
    testing::MakeTopics(*kafka, {topic_}, 1);
    event_.topic = topic_;
    const auto publisher = kafka->Publisher();
    for (const Status& published : publisher->Publish(std::span(&event_, 1))) {
      ASSERT_TRUE(published) << published.error().cause();
    }
  }

  const std::string topic_ = testing::UniqueName("others");
  Event event_ = ReferralWasSent();
};

TEST_F(OtherClientsTest, KcatShowsAnEventWithItsHeaders) {
  const std::string shown = OutputOf("kcat -C -b " + KafkaBrokers() + " -t " + topic_ +
                                     " -o beginning -c 1 -q -f '%k\\n%h\\n'");
  for (const char* part :
       {kSubject, "ce_specversion=1.0", "ce_type=id.go.bnn.sinergi.referrals.v1.ReferralSent",
        "ce_revision=2", "ce_region=19.04.02.2020", "ce_office=BNNK-CIAMIS,BNNK-PANGKALPINANG",
        "content-type=application/protobuf", "ce_time=2026-03-04T04:53:20.123456Z"}) {
    EXPECT_THAT(shown, HasSubstr(part));
  }
}

TEST_F(OtherClientsTest, PythonReadsAnEventWithThePublishedContracts) {
  const testing::TemporaryFolder folder;
  const std::string source = testing::SourceFolder().string();
  const std::string descriptors = (folder.path() / "contracts.pb").string();
  EXPECT_THAT(OutputOf("protoc --proto_path='" + source + "/proto' --include_imports " +
                       "--descriptor_set_out='" + descriptors +
                       "' sinergi/referrals/v1/referrals_events.proto"),
              IsEmpty());
  // The distribution's Python: it is the one that has the packages.
  const auto shown =
      nlohmann::json::parse(OutputOf("/usr/bin/python3 '" + source + "/tests/e2e/read_events.py' " +
                                     KafkaBrokers() + " " + topic_ + " 1 '" + descriptors + "'"));
  EXPECT_EQ(shown["key"], kSubject);
  EXPECT_EQ(shown["headers"]["ce_id"], event_.id.ToString());
  EXPECT_EQ(shown["headers"]["ce_subject"], kSubject);
  EXPECT_EQ(shown["headers"]["ce_partitionkey"], kSubject);
  EXPECT_EQ(shown["headers"]["traceparent"], event_.traceparent);
  EXPECT_EQ(shown["payload"]["referral"]["reference"], "RJ-7K3M-9Q2F");
  EXPECT_EQ(shown["payload"]["referral"]["state"], "REFERRAL_STATE_SENT");
  EXPECT_EQ(shown["payload"]["referral"]["send_time"], "2026-03-04T04:53:20Z");
}

}  // namespace
}  // namespace sinergi
