#include "services/cli/demo_silence.h"

#include <array>

#include "services/cli/demo_messages.h"
#include "services/cli/demo_places.h"
#include "services/cli/event_text.h"
#include "services/cli/login.h"
#include "services/cli/subscriptions.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

namespace v1 = ::sinergi::referrals::v1;
using notifications::v1::Notification;
using Stub = v1::ReferralsService::Stub;

constexpr std::chrono::seconds kLongestSilence{20};
constexpr const char* kCiamis = "BNNK-CIAMIS";
constexpr const char* kJabar = "BNNP-JABAR";
constexpr const char* kRegency = "32.07";

// The villages that were trained together on 18 and 19 November 2020.
struct Village {
  const char* name;
  const char* code;
};
constexpr std::array<Village, 3> kVillages{
    {{"Winduraja", "32.07.09.2005"}, {"Golat", "32.07.07.2004"}, {"Kujang", "32.07.02.2013"}}};

v1::RegisterFacilityRequest Place(v1::FacilityKind kind, const std::string& name,
                                  const char* office, const char* area,
                                  v1::FacilityService service) {
  v1::RegisterFacilityRequest request;
  request.set_kind(kind);
  request.set_name(name);
  request.set_office(office);
  request.set_area_code(area);
  request.add_services()->set_service(service);
  return request;
}

}  // namespace

Ending SilenceStory::Play() {
  const std::string& server = session_.options().server;
  if (!IsLoopback(server)) return UsageFailure(messages::kLoopbackOnly, {{"server", server}});
  narrator_.Title(demo::kSilenceTitle);
  narrator_.SetZone(TimeZone::kWib);
  for (const auto chapter :
       {&SilenceStory::FindPlaces, &SilenceStory::OpenLine, &SilenceStory::SendIntoSilence,
        &SilenceStory::WaitForEscalation, &SilenceStory::GiveToAnother, &SilenceStory::CloseLoop}) {
    if (auto failed = (this->*chapter)()) return failed;
  }
  narrator_.Check(demo::kSilenceBroken);
  return {};
}

Ending SilenceStory::FindPlaces() {
  narrator_.Chapter(demo::kCiamisChapter);
  narrator_.Tell(demo::kCiamisVillages);
  auto officer = Enter("office-officer", kCiamis);
  if (!officer) return officer.failure();
  officer_ = *std::move(officer);
  auto above = Enter("office-officer", kJabar);
  if (!above) return above.failure();
  above_ = *std::move(above);
  for (const Village& village : kVillages) {
    const auto unit =
        Find(*officer_, Place(v1::FACILITY_KIND_IBM_UNIT, std::string("Unit IBM ") + village.name,
                              kCiamis, village.code, v1::FACILITY_SERVICE_BRIEF_INTERVENTION));
    if (!unit) return unit.failure();
    unit_ = *unit;
  }
  const auto silent =
      Find(*officer_, Place(v1::FACILITY_KIND_KLINIK_PRATAMA, "Klinik Pratama BNN Kabupaten Ciamis",
                            kCiamis, kRegency, v1::FACILITY_SERVICE_OUTPATIENT));
  if (!silent) return silent.failure();
  silent_ = *silent;
  const auto other = Find(
      *above_, Place(v1::FACILITY_KIND_KLINIK_PRATAMA, "Klinik Pratama BNN Provinsi Jawa Barat",
                     kJabar, "32.73", v1::FACILITY_SERVICE_OUTPATIENT));
  if (!other) return other.failure();
  other_ = *other;
  return {};
}

Answer<v1::Facility> SilenceStory::Find(const Connection& officer,
                                        const v1::RegisterFacilityRequest& wished) {
  auto found = FindOrRegister(officer, wished);
  if (!found) return found.failure();
  narrator_.Step(wished.office() == kJabar ? demo::kOfficeAbove : demo::kOfficeCiamis,
                 found->is_new ? demo::kRegistered : demo::kFound,
                 {{"name", found->facility.name()}, {"area", found->facility.area_code()}});
  return found->facility;
}

Ending SilenceStory::OpenLine() {
  std::vector<std::string> types;
  for (const char* name :
       {"ReferralSent", "ReferralReminded", "ReferralOverdue", "ReferralEscalated",
        "ReferralReassigned", "ReferralAccepted", "ReferralCompleted"}) {
    types.push_back(EventType(name));
  }
  const auto found =
      FindOrCreateSubscription(*officer_, {"Peragaan Ciamis", kCiamis, kRegency, types});
  if (!found) return found.failure();
  watcher_ = std::make_unique<Watcher>(
      *officer_, found->subscription.subscription_id(),
      [this](const Notification& notification) { narrator_.Event(notification); });
  watcher_->Listen("");
  if (watcher_->WaitForLine(kLongestSilence)) return {};
  if (auto failed = watcher_->failed()) return failed;
  return LocalFailure(demo::kLineSilent, {{"seconds", std::to_string(kLongestSilence.count())}});
}

Ending SilenceStory::SendIntoSilence() {
  narrator_.Chapter(demo::kSilenceChapter);
  auto agent = Enter("ibm-agent", kCiamis, unit_.facility_id());
  if (!agent) return agent.failure();
  v1::CreateReferralRequest request;
  request.set_sender_facility_id(unit_.facility_id());
  request.set_receiver_facility_id(silent_.facility_id());
  request.set_area_code(unit_.area_code());
  request.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
  request.set_priority(v1::REFERRAL_PRIORITY_URGENT);
  request.set_risk_level(v1::RISK_LEVEL_SEDANG);
  *request.mutable_person() = DemoPerson(2);
  auto* consent = request.mutable_consent();
  consent->set_purpose(v1::CONSENT_PURPOSE_CARE);
  consent->set_giver(v1::CONSENT_GIVER_PERSON);
  consent->set_form(v1::CONSENT_FORM_WRITTEN);
  for (const v1::Facility& facility : {unit_, silent_, other_}) {
    consent->add_facility_ids(facility.facility_id());
  }
  narrator_.Step(demo::kAgent, demo::kSendsUrgent, {{"clinic", silent_.name()}});
  const auto created = (*agent)->Call(&Stub::CreateReferral, request);
  if (!created) return created.failure();
  referral_ = created->referral();
  v1::SendReferralRequest send;
  // Of an earlier run of this story.
  send.set_second_reason(v1::SECOND_REFERRAL_REASON_ANOTHER_SERVICE);
  return Take(**agent, &Stub::SendReferral, send, "ReferralSent");
}

Ending SilenceStory::WaitForEscalation() {
  narrator_.Step(demo::kClinic, demo::kSaysNothing);
  for (const char* event : {"ReferralReminded", "ReferralOverdue", "ReferralEscalated"}) {
    if (auto failed = Expect(event)) return failed;
  }
  narrator_.Check(demo::kEscalated, {{"reference", referral_.reference()}});
  return {};
}

Ending SilenceStory::GiveToAnother() {
  narrator_.Step(demo::kOfficeAbove, demo::kReassigns, {{"clinic", other_.name()}});
  v1::ReassignReferralRequest request;
  request.set_receiver_facility_id(other_.facility_id());
  return Take(*above_, &Stub::ReassignReferral, request, "ReferralReassigned");
}

Ending SilenceStory::CloseLoop() {
  auto clinician = Enter("facility-officer", kJabar, other_.facility_id());
  if (!clinician) return clinician.failure();
  narrator_.Step(demo::kClinic, demo::kAccepts);
  if (auto failed = Take(**clinician, &Stub::AcceptReferral, v1::AcceptReferralRequest(),
                         "ReferralAccepted")) {
    return failed;
  }
  narrator_.Step(demo::kClinic, demo::kCompletes);
  v1::CompleteReferralRequest complete;
  complete.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
  complete.mutable_outcome()->add_services_given(v1::FACILITY_SERVICE_OUTPATIENT);
  complete.mutable_outcome()->set_contacts(kDemoMeetings);
  complete.set_note(kDemoOutcomeNote);
  return Take(**clinician, &Stub::CompleteReferral, complete, "ReferralCompleted");
}

Answer<std::unique_ptr<Connection>> SilenceStory::Enter(const std::string& role,
                                                        const std::string& office,
                                                        const std::string& facility) const {
  Caller caller;
  caller.subject = "demo-" + role;
  caller.roles = {role};
  caller.office = office;
  caller.facility = facility;
  caller.deputy = "rehabilitasi";
  const GlobalOptions& options = session_.options();
  const auto token = IssueDevelopmentToken(options.data, caller, std::chrono::hours(1));
  if (!token) return token.failure();
  return std::make_unique<Connection>(options.server, *token, options.timeout());
}

template <class Method, class Request>
Ending SilenceStory::Take(const Connection& actor, Method method, Request request,
                          const char* event) {
  request.set_referral_id(referral_.referral_id());
  const auto taken = actor.Call(method, request);
  if (!taken) return taken.failure();
  return Expect(event);
}

Ending SilenceStory::Expect(const char* event) {
  const std::string type = EventType(event);
  if (watcher_->WaitFor(type, referral_.referral_id(), kLongestSilence)) return {};
  if (auto failed = watcher_->failed()) return failed;
  return LocalFailure(demo::kNotSeen, {{"event", EventLabel(type, narrator_.language())},
                                       {"reference", referral_.reference()},
                                       {"seconds", std::to_string(kLongestSilence.count())}});
}

}  // namespace sinergi::cli
