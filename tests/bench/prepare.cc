// Makes what the benchmarks work with: two facilities, a subscription, a referral. Prints their
// ids.
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"
#include "tests/bench/referral_request.h"

namespace sinergi::bench {
namespace {

namespace notifications = ::sinergi::notifications::v1;
namespace referrals = ::sinergi::referrals::v1;

void Check(const grpc::Status& status, const std::string& what) {
  if (!status.ok()) Fail(what + ": " + status.error_message());
}

struct Clients {
  explicit Clients(const Arguments& arguments)
      : referrals(referrals::ReferralsService::NewStub(Connect(arguments.Text("referrals")))),
        notifications(notifications::NotificationsService::NewStub(
            Connect(arguments.Text("notifications")))) {}

  const std::unique_ptr<referrals::ReferralsService::Stub> referrals;
  const std::unique_ptr<notifications::NotificationsService::Stub> notifications;
};

std::string Register(const Clients& clients, const std::string& token, referrals::FacilityKind kind,
                     const std::string& name, referrals::FacilityService service) {
  referrals::RegisterFacilityRequest request;
  request.set_request_id(NewRequestId());
  request.set_kind(kind);
  request.set_name(name);
  request.set_office(kOffice);
  request.set_area_code(kArea);
  request.add_services()->set_service(service);
  referrals::RegisterFacilityResponse response;
  grpc::ClientContext context;
  Prepare(context, token);
  Check(clients.referrals->RegisterFacility(&context, request, &response), "RegisterFacility");
  return response.facility().facility_id();
}

std::string Subscribe(const Clients& clients, const std::string& token) {
  notifications::CreateSubscriptionRequest request;
  request.set_request_id(NewRequestId());
  request.set_display_name("Rujukan wilayah");
  request.set_office(kOffice);
  request.add_area_codes(kArea);
  request.add_event_types("id.go.bnn.sinergi.referrals.v1.ReferralCreated");
  notifications::CreateSubscriptionResponse response;
  grpc::ClientContext context;
  Prepare(context, token);
  Check(clients.notifications->CreateSubscription(&context, request, &response),
        "CreateSubscription");
  return response.subscription().subscription_id();
}

std::string Create(const Clients& clients, const std::string& token, const std::string& sender,
                   const std::string& receiver) {
  auto request = ReferralRequest(sender, receiver);
  request.set_request_id(NewRequestId());
  referrals::CreateReferralResponse response;
  grpc::ClientContext context;
  Prepare(context, token);
  Check(clients.referrals->CreateReferral(&context, request, &response), "CreateReferral");
  return response.referral().referral_id();
}

void Run(const Arguments& arguments) {
  const Clients clients(arguments);
  const std::string data = arguments.Text("data");
  const std::string officer = TokenOf(data, "office-officer");
  const std::string sender =
      Register(clients, officer, referrals::FACILITY_KIND_IBM_UNIT, "Unit IBM Contoh",
               referrals::FACILITY_SERVICE_BRIEF_INTERVENTION);
  const std::string receiver = Register(clients, officer, referrals::FACILITY_KIND_KLINIK_PRATAMA,
                                        "Klinik Contoh", referrals::FACILITY_SERVICE_OUTPATIENT);
  Print("sender", sender);
  Print("receiver", receiver);
  Print("subscription", Subscribe(clients, officer));
  Print("referral", Create(clients, TokenOf(data, "ibm-agent", sender), sender, receiver));
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
