#include "tests/support/client.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "common/identity/development_issuer.h"
#include "common/ids/uuid.h"
#include "common/time/clock.h"

namespace sinergi::testing {
namespace {

namespace v1 = ::sinergi::referrals::v1;

// Connects again quickly: the tests restart servers.
grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return arguments;
}

v1::RegisterFacilityRequest FacilityRequest(v1::FacilityKind kind, const std::string& name,
                                            const std::string& area) {
  v1::RegisterFacilityRequest request;
  request.set_request_id(NewRequestId());
  request.set_kind(kind);
  request.set_name(name);
  request.set_office("BNNK-PANGKALPINANG");
  request.set_area_code(area);
  return request;
}

std::shared_ptr<grpc::ChannelCredentials> Trusting(const std::filesystem::path& authorities) {
  if (authorities.empty()) return grpc::InsecureChannelCredentials();
  std::ostringstream text;
  text << std::ifstream(authorities).rdbuf();
  return grpc::SslCredentials({text.str(), "", ""});
}

}  // namespace

Actor ActorOf(const std::filesystem::path& data, const std::string& role, const std::string& office,
              const std::string& facility) {
  const auto issuer = DevelopmentIssuer::Open(data / "development-key.json");
  if (!issuer) {
    ADD_FAILURE() << issuer.error().Text(Language::kEnglish);
    return {};
  }
  const Caller caller{role + "@" + office, {role}, office, facility, {}, "rehabilitasi"};
  const auto token = (*issuer)->Issue(caller, SystemClock().Now(), std::chrono::hours(1));
  if (!token) {
    ADD_FAILURE() << token.error().Text(Language::kEnglish);
    return {};
  }
  return {*token};
}

std::string NewRequestId() { return Uuid::Make(SystemClock().Now()).ToString(); }

Client::Client(const std::string& address, const std::filesystem::path& authorities)
    : channel_(grpc::CreateCustomChannel(address, Trusting(authorities), Arguments())),
      referrals_(v1::ReferralsService::NewStub(channel_)),
      notifications_(notifications::v1::NotificationsService::NewStub(channel_)),
      reference_(reference::v1::ReferenceService::NewStub(channel_)),
      operations_(operations::v1::OperationsService::NewStub(channel_)),
      tat_(tat::v1::TatService::NewStub(channel_)) {}

std::unique_ptr<grpc::ClientContext> Client::ContextFor(const Actor& actor) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->AddMetadata("authorization", "Bearer " + actor.token);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  return context;
}

bool Client::WaitUntilConnected(std::chrono::milliseconds time) {
  return channel_->WaitForConnected(std::chrono::system_clock::now() + time);
}

v1::RegisterFacilityRequest IbmUnitRequest(const std::string& name) {
  auto request = FacilityRequest(v1::FACILITY_KIND_IBM_UNIT, name, "19.04.02.2020");
  request.add_services()->set_service(v1::FACILITY_SERVICE_BRIEF_INTERVENTION);
  return request;
}

v1::RegisterFacilityRequest ClinicRequest(const std::string& name) {
  auto request = FacilityRequest(v1::FACILITY_KIND_KLINIK_PRATAMA, name, "19.71");
  request.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  return request;
}

std::vector<std::string> ReferralEventTypes() {
  std::vector<std::string> types;
  for (const char* name : {"ReferralCreated", "ReferralSent", "ReferralAccepted",
                           "ReferralRejected", "ReferralCompleted"}) {
    types.push_back(std::string("id.go.bnn.sinergi.referrals.v1.") + name);
  }
  return types;
}

// Of nobody, and another one each time: who is on their way is not sent again by accident.
std::string NewNik() {
  constexpr int kSerials = 9999;
  static std::atomic<int> made = 0;
  const int number = made++;
  std::array<char, 17> nik{};
  std::snprintf(nik.data(), nik.size(), "990101%02d0190%04d", 1 + number / kSerials % 28,
                1 + number % kSerials);
  return nik.data();
}

v1::CreateReferralRequest ReferralRequest(const std::string& sender, const std::string& receiver) {
  v1::CreateReferralRequest request;
  request.set_request_id(NewRequestId());
  request.set_sender_facility_id(sender);
  request.set_receiver_facility_id(receiver);
  request.set_area_code("19.04.02.2020");
  request.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  request.set_priority(v1::REFERRAL_PRIORITY_ROUTINE);
  request.mutable_person()->set_name("Orang Contoh Sintetis");
  request.mutable_person()->set_nik(NewNik());
  request.mutable_person()->set_phone("0800-000-0000");
  request.mutable_consent()->set_purpose(v1::CONSENT_PURPOSE_CARE);
  request.mutable_consent()->set_giver(v1::CONSENT_GIVER_PERSON);
  request.mutable_consent()->set_form(v1::CONSENT_FORM_WRITTEN);
  return request;
}

}  // namespace sinergi::testing
