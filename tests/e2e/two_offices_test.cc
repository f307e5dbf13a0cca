// Two offices that have nothing to do with each other: whatever one asks about the other's records,
// by any RPC, in any role, it is told that there are none, and nothing changes.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <grpcpp/generic/generic_stub.h>

#include <future>
#include <map>
#include <set>

#include "tests/e2e/two_offices_answers.h"
#include "tests/support/client.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using testing::Actor;
using testing::Client;

constexpr const char* kTheirs = "BNNK-PANGKALPINANG";
constexpr const char* kOurs = "BNNK-PALOPO";
constexpr const char* kNik = "9907115203910042";

class TwoOfficesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Start();
    client_ = std::make_unique<Client>(server_.address());
    officer_ = testing::ActorOf(server_.data(), "office-officer", kTheirs);
    unit_ = Register(testing::IbmUnitRequest("Unit"));
    clinic_ = Register(testing::ClinicRequest("Klinik"));
    agent_ = testing::ActorOf(server_.data(), "ibm-agent", kTheirs, unit_);
    MakeReferrals();
    MakeSubscriptions();
    AskForAssessment();
  }

  // Sends the request of one of theirs, which must succeed.
  template <class Response, class Stub, class Request>
  Response Their(Stub& stub, const Actor& actor, const Request& request,
                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    Response response;
    const auto status = (stub.*method)(Client::ContextFor(actor).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  std::string Register(const v1::RegisterFacilityRequest& request) {
    return Their(client_->referrals(), officer_, request,
                 &v1::ReferralsService::Stub::RegisterFacility)
        .facility()
        .facility_id();
  }

  void MakeReferrals() {
    for (int i = 0; i < 2; ++i) {
      auto request = testing::ReferralRequest(unit_, clinic_);
      request.mutable_person()->set_nik(kNik);
      referral_ =
          Their(client_->referrals(), agent_, request, &v1::ReferralsService::Stub::CreateReferral)
              .referral();
    }
    v1::SendReferralRequest send;
    send.set_request_id(testing::NewRequestId());
    send.set_referral_id(referral_.referral_id());
    referral_ = Their(client_->referrals(), agent_, send, &v1::ReferralsService::Stub::SendReferral)
                    .referral();
    v1::ListReferralsRequest list;
    list.set_page_size(1);
    page_token_ =
        Their(client_->referrals(), agent_, list, &v1::ReferralsService::Stub::ListReferrals)
            .next_page_token();
    ASSERT_NE(page_token_, "");
  }

  void MakeSubscriptions() {
    notifications::v1::CreateSubscriptionRequest request;
    request.set_request_id(testing::NewRequestId());
    request.set_display_name("Meja rujukan");
    request.set_office(kTheirs);
    subscription_ = Their(client_->notifications(), officer_, request,
                          &notifications::v1::NotificationsService::Stub::CreateSubscription)
                        .subscription()
                        .subscription_id();
  }

  void AskForAssessment() {
    tat::v1::SubmitTatRequestRequest request;
    request.set_request_id(testing::NewRequestId());
    request.set_office(kTheirs);
    request.mutable_tat_case()->set_name("Seseorang");
    request.mutable_tat_case()->set_case_number("LP/1");
    request.mutable_tat_case()->set_investigator_name("Penyidik");
    assessment_ = Their(client_->tat(), testing::ActorOf(server_.data(), "investigator", kTheirs),
                        request, &tat::v1::TatService::Stub::SubmitTatRequest)
                      .tat_request();
  }

  // Fills whatever names a record with theirs.
  void Fill(Message& message) const {
    const std::map<std::string, std::string> texts{
        {"request_id", testing::NewRequestId()},
        {"referral_id", referral_.referral_id()},
        {"facility_id", clinic_},
        {"resume_token", "a token of theirs"},
        {"replay_id", "019a0000-0000-7000-8000-000000000000"},
        {"url", "https://example.org/"},
        {"subscription_id", subscription_},
        {"tat_request_id", assessment_.tat_request_id()},
        {"role", "Peran"},
        {"addiction_level", "Tingkat"},
        {"usage_pattern", "Pola"},
        {"sender_facility_id", unit_},
        {"receiver_facility_id", clinic_},
        {"area_code", "19.04.02.2020"},
        {"office", kTheirs},
        {"name", "Nama"},
        {"display_name", "Meja"},
        {"note", "Catatan"},
        {"justification", "Alasan"},
        {"replaces_referral_id", referral_.referral_id()},
        {"part_of_referral_id", referral_.referral_id()},
        {"nik", kNik}};
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor* field = message.GetDescriptor()->field(i);
      if (field->is_repeated()) {
        if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
          reflection->AddEnumValue(&message, field, 3);
        } else if (field->name() == "paths") {  // of an update mask
          reflection->AddString(&message, field, "display_name");
        } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
          Fill(*reflection->AddMessage(&message, field));
        }
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        if (const auto text = texts.find(field->name()); text != texts.end()) {
          reflection->SetString(&message, field, text->second);
        }
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        const bool is_service = field->name() == "service";
        reflection->SetEnumValue(&message, field, is_service ? 3 : 1);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
                 message.GetDescriptor()->full_name().starts_with("sinergi.notifications.")) {
        reflection->SetInt64(&message, field, 1);
      } else if (field->name() == "time") {  // of an appointment
        auto* time = reflection->MutableMessage(&message, field);
        time->GetReflection()->SetInt64(time, time->GetDescriptor()->FindFieldByName("seconds"),
                                        1'900'000'000);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                 (field->message_type()->full_name().starts_with("sinergi.") ||
                  field->message_type()->name() == "FieldMask")) {
        Fill(*reflection->MutableMessage(&message, field));
      }
    }
  }

  // The reason of the refusal, or OK with the answer's bytes in `answer`.
  std::string Call(const MethodDescriptor& method, const Message& request, const Actor& actor,
                   std::string& answer) {
    grpc::GenericStub stub(client_->channel());
    const auto context = Client::ContextFor(actor);
    const grpc::Slice slice(request.SerializeAsString());
    const grpc::ByteBuffer bytes(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(context.get(), "/" + method.service()->full_name() + "/" + method.name(), {},
                   &bytes, &response,
                   [&](grpc::Status status) { done.set_value(std::move(status)); });
    const grpc::Status status = done.get_future().get();
    if (!status.ok()) return FromGrpcStatus(status).reason;
    grpc::Slice whole;
    EXPECT_TRUE(response.DumpToSingleSlice(&whole).ok());
    answer.assign(reinterpret_cast<const char*>(whole.begin()), whole.size());
    return "OK";
  }

  void Attack(const MethodDescriptor& method, const Actor& actor) {
    const std::unique_ptr<Message> request(google::protobuf::MessageFactory::generated_factory()
                                               ->GetPrototype(method.input_type())
                                               ->New());
    Fill(*request);
    Expect(method, *request, actor);
    const auto* token = method.input_type()->FindFieldByName("page_token");
    if (token == nullptr) return;
    request->GetReflection()->SetString(request.get(), token, page_token_);
    Expect(method, *request, actor);
  }

  void Expect(const MethodDescriptor& method, const Message& request, const Actor& actor) {
    std::string answer;
    const std::string reason = Call(method, request, actor, answer);
    const auto& allowed = kAnswers.at(method.name());
    EXPECT_TRUE(reason == "PERMISSION_MISSING" || allowed.contains(reason)) << reason;
    for (const std::string& secret :
         {referral_.referral_id(), referral_.reference(), subscription_, unit_,
          assessment_.tat_request_id(), assessment_.reference()}) {
      EXPECT_EQ(answer.find(secret), std::string::npos) << "the answer holds " << secret;
    }
  }

  static std::vector<const MethodDescriptor*> Methods() {
    std::vector<const MethodDescriptor*> methods;
    for (const char* name :
         {"sinergi.referrals.v1.ReferralsService", "sinergi.notifications.v1.NotificationsService",
          "sinergi.reference.v1.ReferenceService", "sinergi.operations.v1.OperationsService",
          "sinergi.tat.v1.TatService"}) {
      const auto* service =
          google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
      for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
    }
    return methods;
  }

  testing::StandaloneProcess server_;
  std::unique_ptr<Client> client_;
  Actor officer_, agent_;
  std::string unit_, clinic_, subscription_, page_token_;
  v1::Referral referral_;
  tat::v1::TatRequest assessment_;
};

TEST_F(TwoOfficesTest, NoRpcTellsOneOfTheOthersRecords) {
  auto ours = testing::ClinicRequest("Klinik Palopo");
  ours.set_office(kOurs);
  v1::RegisterFacilityResponse made;
  ASSERT_TRUE(
      client_->referrals()
          .RegisterFacility(
              Client::ContextFor(testing::ActorOf(server_.data(), "office-officer", kOurs)).get(),
              ours, &made)
          .ok());
  const std::string clinic = made.facility().facility_id();
  for (const MethodDescriptor* method : Methods()) {
    if (kEverybodys.contains(method->name())) continue;
    ASSERT_TRUE(kAnswers.contains(method->name()))
        << method->name() << " is new: say above what another office is told";
    for (const auto& [role, facility] :
         std::map<std::string, std::string>{{"office-officer", ""},
                                            {"national-system", ""},
                                            {"investigator", ""},
                                            {"tat-team", ""},
                                            {"ibm-agent", clinic},
                                            {"facility-officer", clinic}}) {
      SCOPED_TRACE(role + " " + method->name());
      Attack(*method, testing::ActorOf(server_.data(), role, kOurs, facility));
    }
  }
  v1::GetReferralRequest get;
  get.set_referral_id(referral_.referral_id());
  const auto now =
      Their(client_->referrals(), agent_, get, &v1::ReferralsService::Stub::GetReferral);
  EXPECT_EQ(now.referral().SerializeAsString(), referral_.SerializeAsString());
}

}  // namespace
}  // namespace sinergi
