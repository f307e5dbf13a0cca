#include "common/rpc/request_reader.h"

#include <gtest/gtest.h>

#include "common/result/reasons.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;

constexpr char kId[] = "0199d4b8-7a40-7000-8000-000000000001";

v1::CreateReferralRequest Example() {
  v1::CreateReferralRequest request;
  request.set_request_id(kId);
  request.set_area_code("19.04");
  request.mutable_person()->set_name("Orang Contoh");
  return request;
}

// The bytes of a message with one piece of text in it replaced by bytes that are no UTF-8.
std::string Spoiled(const google::protobuf::Message& message, const std::string& text) {
  std::string bytes = message.SerializeAsString();
  bytes.replace(bytes.find(text), 2, "\xff\xfe");
  return bytes;
}

// The field that a refusal for its bytes names.
std::string NotUtf8(const google::protobuf::Message& prototype, const std::string& bytes) {
  const auto read = ReadRequest(prototype, bytes);
  if (read || !read.error().Is(reasons::kFieldNotUtf8)) return "(no such refusal)";
  return read.error().violations().front().field;
}

TEST(ReadRequestTest, GivesTheMessage) {
  const auto read =
      ReadRequest(v1::CreateReferralRequest::default_instance(), Example().SerializeAsString());
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)->SerializeAsString(), Example().SerializeAsString());
}

TEST(ReadRequestTest, NoBytesAreAnEmptyMessage) {
  EXPECT_TRUE(ReadRequest(v1::CreateReferralRequest::default_instance(), ""));
}

TEST(ReadRequestTest, TextThatIsNotUtf8IsNamedByItsPath) {
  const auto& prototype = v1::CreateReferralRequest::default_instance();
  EXPECT_EQ(NotUtf8(prototype, Spoiled(Example(), "19.04")), "area_code");
  EXPECT_EQ(NotUtf8(prototype, Spoiled(Example(), "Orang")), "person.name");
}

TEST(ReadRequestTest, TheSecondOfAListIsFoundToo) {
  v1::ListReferralsResponse list;
  list.add_referrals()->set_area_code("11.01");
  list.add_referrals()->set_area_code("19.04");
  EXPECT_EQ(NotUtf8(list, Spoiled(list, "19.04")), "referrals.area_code");
}

TEST(ReadRequestTest, BytesThatAreNoMessageAreUnreadable) {
  for (const std::string bytes : {"\xff\xff\xff", "\x0a\x7f", "\x0a"}) {
    const auto read = ReadRequest(v1::CreateReferralRequest::default_instance(), bytes);
    ASSERT_FALSE(read);
    EXPECT_TRUE(read.error().Is(reasons::kRequestUnreadable));
  }
}

class ChangeRequestTest : public ::testing::Test {
 protected:
  ChangeRequest Of(const v1::CreateReferralRequest& request, const std::string& key = "") const {
    return *ChangeRequestOf(call_, request, key.empty() ? std::string(32, 'k') : key);
  }

  const Call call_{"/x/Create",
                   {"sari", {}, "", "", {}},
                   Deadline::In(std::chrono::hours(1)),
                   TraceContext::New()};
};

TEST_F(ChangeRequestTest, NamesCallerMethodAndId) {
  const ChangeRequest change = Of(Example());
  EXPECT_EQ(change.caller, "sari");
  EXPECT_EQ(change.method, "/x/Create");
  EXPECT_EQ(change.request_id, kId);
}

TEST_F(ChangeRequestTest, TheSameContentHasTheSameHashWhateverItsId) {
  auto other = Example();
  other.set_request_id("0199d4b8-7a40-7000-8000-000000000002");
  EXPECT_EQ(Of(Example()).content_hash, Of(other).content_hash);
}

TEST_F(ChangeRequestTest, AnotherContentOrKeyHasAnotherHash) {
  auto other = Example();
  other.mutable_person()->set_name("Orang Lain");
  EXPECT_NE(Of(Example()).content_hash, Of(other).content_hash);
  EXPECT_NE(Of(Example()).content_hash, Of(Example(), std::string(32, 'j')).content_hash);
}

TEST_F(ChangeRequestTest, AnIdIsTheSameInUpperAndLowerCase) {
  auto upper = Example();
  upper.set_request_id("0199D4B8-7A40-7000-8000-000000000001");
  EXPECT_EQ(Of(upper).request_id, kId);
}

TEST_F(ChangeRequestTest, AnIdThatIsNoUuidIsRefused) {
  for (const char* id : {"", "1", "0199d4b8-7a40-7000-8000-00000000000g"}) {
    auto request = Example();
    request.set_request_id(id);
    const auto change = ChangeRequestOf(call_, request, std::string(32, 'k'));
    ASSERT_FALSE(change) << id;
    EXPECT_EQ(change.error().violations().front().field, "request_id");
  }
}

}  // namespace
}  // namespace sinergi
