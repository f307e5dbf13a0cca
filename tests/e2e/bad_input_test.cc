// What comes back over the wire for input that cannot be accepted, and that it leaves no trace.
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/support/client.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using testing::Actor;
using testing::Client;

constexpr char kOffice[] = "BNNK-PANGKALPINANG";
constexpr char kService[] = "/sinergi.referrals.v1.ReferralsService/";

class BadInput : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new testing::StandaloneProcess;
    server_->Start();
    client_ = new Client(server_->address());
    officer_ = testing::ActorOf(server_->data(), "office-officer", kOffice);
  }
  static void TearDownTestSuite() {
    delete client_;
    delete server_;
  }

  // Calls a method with bytes of any kind, with any headers.
  static RemoteError CallRaw(const std::string& method, const std::string& bytes,
                             const std::string& authorization) {
    grpc::GenericStub stub(client_->channel());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    if (!authorization.empty()) context.AddMetadata("authorization", authorization);
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, method, {}, &request, &response,
                   [&](grpc::Status status) { done.set_value(std::move(status)); });
    return FromGrpcStatus(done.get_future().get());
  }

  static RemoteError Register(const v1::RegisterFacilityRequest& request) {
    return CallRaw(std::string(kService) + "RegisterFacility", request.SerializeAsString(),
                   "Bearer " + officer_.token);
  }

  static int Facilities() {
    v1::ListFacilitiesResponse response;
    const auto status =
        client_->referrals().ListFacilities(Client::ContextFor(officer_).get(), {}, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.facilities_size();
  }

  // Every refusal: its code and reason, our domain, a sentence in Indonesian.
  static void ExpectRefusal(const RemoteError& error, const std::string& code,
                            const std::string& reason) {
    EXPECT_EQ(error.code, code) << error.english;
    EXPECT_EQ(error.reason, reason) << error.english;
    EXPECT_EQ(error.domain, "sinergi.bnn.go.id");
    EXPECT_FALSE(error.english.empty());
    EXPECT_FALSE(error.indonesian.empty());
    EXPECT_NE(error.indonesian, error.english);
  }

  static inline testing::StandaloneProcess* server_ = nullptr;
  static inline Client* client_ = nullptr;
  static inline Actor officer_;
};

TEST_F(BadInput, AnUnknownAreaIsRefusedWithTheNearestThatExists) {
  auto request = testing::IbmUnitRequest("Unit A");
  request.set_area_code("19.04.02.9999");
  const auto error = Register(request);
  ExpectRefusal(error, "INVALID_ARGUMENT", "REGION_CODE_UNKNOWN");
  ASSERT_EQ(error.violations.size(), 1u);
  EXPECT_EQ(error.violations.front().first, "area_code");
  EXPECT_NE(error.indonesian.find("19.04.02"), std::string::npos);
  EXPECT_EQ(Facilities(), 0);
}

TEST_F(BadInput, EverythingThatIsMissingIsNamedAtOnce) {
  v1::RegisterFacilityRequest request;
  request.set_request_id(testing::NewRequestId());
  const auto error = Register(request);
  EXPECT_EQ(error.code, "INVALID_ARGUMENT");
  std::vector<std::string> fields;
  for (const auto& [field, text] : error.violations) fields.push_back(field);
  EXPECT_EQ(fields, (std::vector<std::string>{"kind", "name", "office", "area_code", "services"}));
}

TEST_F(BadInput, OverLongTextIsRefusedWithItsLimit) {
  const auto error = Register(testing::IbmUnitRequest(std::string(201, 'x')));
  ExpectRefusal(error, "INVALID_ARGUMENT", "FIELD_TOO_LONG");
  EXPECT_NE(error.english.find("200"), std::string::npos);
  EXPECT_EQ(Facilities(), 0);
}

TEST_F(BadInput, InvalidUtf8IsRefusedByTheFieldsName) {
  auto request = testing::IbmUnitRequest("name");
  std::string bytes = request.SerializeAsString();
  bytes.replace(bytes.find("name"), 4, "na\xff\xfe");
  const auto error =
      CallRaw(std::string(kService) + "RegisterFacility", bytes, "Bearer " + officer_.token);
  ExpectRefusal(error, "INVALID_ARGUMENT", "FIELD_NOT_UTF8");
  ASSERT_EQ(error.violations.size(), 1u);
  EXPECT_EQ(error.violations.front().first, "name");
}

TEST_F(BadInput, BytesThatAreNoMessageAreRefused) {
  const auto error = CallRaw(std::string(kService) + "RegisterFacility", "\xff\xff\xff\xff",
                             "Bearer " + officer_.token);
  ExpectRefusal(error, "INVALID_ARGUMENT", "REQUEST_UNREADABLE");
}

TEST_F(BadInput, AMissingOrMalformedRequestIdIsRefused) {
  auto request = testing::IbmUnitRequest("Unit A");
  for (const char* id : {"", "1", "not-a-uuid"}) {
    request.set_request_id(id);
    const auto error = Register(request);
    ExpectRefusal(error, "INVALID_ARGUMENT", "FIELD_MALFORMED");
  }
  EXPECT_EQ(Facilities(), 0);
}

TEST_F(BadInput, WithoutATokenNobodyIsAnybody) {
  const auto bytes = testing::IbmUnitRequest("Unit A").SerializeAsString();
  const std::string method = std::string(kService) + "RegisterFacility";
  ExpectRefusal(CallRaw(method, bytes, ""), "UNAUTHENTICATED", "TOKEN_MISSING");
  ExpectRefusal(CallRaw(method, bytes, "Bearer office-officer"), "UNAUTHENTICATED",
                "TOKEN_INVALID");
  std::string forged = officer_.token;
  forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
  ExpectRefusal(CallRaw(method, bytes, "Bearer " + forged), "UNAUTHENTICATED", "TOKEN_INVALID");
}

TEST_F(BadInput, ARoleWithoutThePermissionIsDenied) {
  const Actor agent = testing::ActorOf(server_->data(), "ibm-agent", kOffice);
  const auto error =
      CallRaw(std::string(kService) + "RegisterFacility",
              testing::IbmUnitRequest("Unit A").SerializeAsString(), "Bearer " + agent.token);
  ExpectRefusal(error, "PERMISSION_DENIED", "PERMISSION_MISSING");
}

TEST_F(BadInput, AnotherCallersPageTokenIsRefused) {
  for (const char* name : {"Unit A", "Unit B", "Unit C"}) {
    EXPECT_EQ(Register(testing::IbmUnitRequest(name)).english, "");
  }
  v1::ListFacilitiesRequest list;
  list.set_page_size(1);
  v1::ListFacilitiesResponse page;
  ASSERT_TRUE(
      client_->referrals().ListFacilities(Client::ContextFor(officer_).get(), list, &page).ok());
  list.set_page_token(page.next_page_token());
  const Actor other = testing::ActorOf(server_->data(), "office-officer", "BNNK-PALOPO");
  const auto refused = CallRaw(std::string(kService) + "ListFacilities", list.SerializeAsString(),
                               "Bearer " + other.token);
  ExpectRefusal(refused, "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID");
  list.set_office(kOffice);
  ExpectRefusal(CallRaw(std::string(kService) + "ListFacilities", list.SerializeAsString(),
                        "Bearer " + officer_.token),
                "INVALID_ARGUMENT", "PAGE_TOKEN_INVALID");
}

TEST_F(BadInput, AHugePageSizeIsMadeSmallerAndANegativeOneRefused) {
  v1::ListFacilitiesRequest list;
  list.set_page_size(1'000'000);
  v1::ListFacilitiesResponse page;
  EXPECT_TRUE(
      client_->referrals().ListFacilities(Client::ContextFor(officer_).get(), list, &page).ok());
  list.set_page_size(-1);
  ExpectRefusal(CallRaw(std::string(kService) + "ListFacilities", list.SerializeAsString(),
                        "Bearer " + officer_.token),
                "INVALID_ARGUMENT", "VALUE_OUT_OF_RANGE");
}

TEST_F(BadInput, AMillionValuesAreRefusedByTheirCount) {
  auto request = testing::IbmUnitRequest("Unit A");
  for (int i = 0; i < 200'000; ++i)
    request.add_services()->set_service(static_cast<v1::FacilityService>(99));
  const auto error = Register(request);
  ExpectRefusal(error, "INVALID_ARGUMENT", "TOO_MANY_VALUES");
  EXPECT_EQ(error.violations.size(), 1u);
}

TEST_F(BadInput, AMomentThatIsNoneIsRefused) {
  const Actor operator_actor = testing::ActorOf(server_->data(), "operator", "BNN");
  operations::v1::RepublishEventsRequest request;
  request.set_service("referrals");
  request.mutable_since()->set_seconds(1'800'000'000'000'000);
  const auto error = CallRaw("/sinergi.operations.v1.OperationsService/RepublishEvents",
                             request.SerializeAsString(), "Bearer " + operator_actor.token);
  ExpectRefusal(error, "INVALID_ARGUMENT", "FIELD_MALFORMED");
}

TEST_F(BadInput, AnUnknownMethodIsUnimplemented) {
  const auto error =
      CallRaw(std::string(kService) + "DeleteEverything", "", "Bearer " + officer_.token);
  EXPECT_EQ(error.code, "UNIMPLEMENTED");
}

TEST_F(BadInput, AForeignResumeTokenIsRefused) {
  notifications::v1::CreateSubscriptionRequest create;
  create.set_request_id(testing::NewRequestId());
  create.set_display_name("Semua");
  create.set_office(kOffice);
  notifications::v1::CreateSubscriptionResponse made;
  ASSERT_TRUE(client_->notifications()
                  .CreateSubscription(Client::ContextFor(officer_).get(), create, &made)
                  .ok());
  notifications::v1::StreamEventsRequest request;
  request.set_subscription_id(made.subscription().subscription_id());
  request.set_resume_token("bm9uc2Vuc2U");
  const auto context = Client::ContextFor(officer_);
  const auto stream = client_->notifications().StreamEvents(context.get(), request);
  notifications::v1::StreamEventsResponse message;
  EXPECT_FALSE(stream->Read(&message));
  ExpectRefusal(FromGrpcStatus(stream->Finish()), "INVALID_ARGUMENT", "RESUME_TOKEN_INVALID");
}

}  // namespace
}  // namespace sinergi
