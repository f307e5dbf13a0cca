#include "services/cli/new_referral.h"

#include <utility>

#include "services/cli/person_file.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

Answer<referrals::v1::ReferralPerson> PersonOf(const NewReferral& options) {
  referrals::v1::ReferralPerson person;
  if (!options.person_file.empty()) {
    auto read = ReadPersonFile(options.person_file);
    if (!read) return read.failure();
    person = *std::move(read);
  }
  if (!options.name.empty()) person.set_name(options.name);
  if (!options.nik.empty()) person.set_nik(options.nik);
  if (!options.phone.empty()) person.set_phone(options.phone);
  if (!options.note.empty()) person.set_note(ReadNote(options.note));
  return person;
}

Ending Parties(Session& session, const NewReferral& options,
               referrals::v1::CreateReferralRequest& request) {
  const std::string sender = options.sender.empty() ? session.WhoAmI().facility : options.sender;
  if (!sender.empty()) {
    const auto id = FacilityId(session, sender);
    if (!id) return id.failure();
    request.set_sender_facility_id(*id);
  }
  for (const std::string& candidate : options.candidates) {
    const auto id = FacilityId(session, candidate);
    if (!id) return id.failure();
    request.add_candidate_facility_ids(*id);
  }
  if (options.receiver.empty()) return {};
  const auto receiver = FacilityId(session, options.receiver);
  if (!receiver) return receiver.failure();
  request.set_receiver_facility_id(*receiver);
  return {};
}

// For what is asked for, by both sides.
Ending SetConsent(const NewReferral& options, referrals::v1::CreateReferralRequest& request) {
  if (options.giver.empty()) return {};
  const auto giver = ReadEnum<referrals::v1::ConsentGiver>("--consent", options.giver);
  if (!giver) return giver.failure();
  const auto form = ReadEnum<referrals::v1::ConsentForm>("--consent-form", options.form);
  if (!form) return form.failure();
  const bool aftercare = request.service() == referrals::v1::FACILITY_SERVICE_AFTERCARE;
  request.mutable_consent()->set_purpose(aftercare ? referrals::v1::CONSENT_PURPOSE_AFTERCARE
                                                   : referrals::v1::CONSENT_PURPOSE_CARE);
  request.mutable_consent()->set_giver(*giver);
  request.mutable_consent()->set_form(*form);
  return {};
}

Ending SetRoute(const NewReferral& options, referrals::v1::CreateReferralRequest& request) {
  auto screening = ReadScreening(options.screening);
  if (!screening) return screening.failure();
  if (screening->has_value())
    *request.mutable_person()->mutable_screening() = **std::move(screening);
  const auto level = ReadEnum<referrals::v1::RiskLevel>("--level", options.screening.level);
  if (!level) return level.failure();
  const auto reason = ReadEnum<referrals::v1::RouteReason>("--route-reason", options.route_reason);
  if (!reason) return reason.failure();
  request.set_risk_level(*level);
  request.set_route_reason(*reason);
  const auto basis = ReadEnum<referrals::v1::LegalBasis>("--basis", options.basis);
  if (!basis) return basis.failure();
  request.set_legal_basis(*basis);
  if (!options.document.empty()) {
    request.mutable_person()->set_legal_document(ReadNote(options.document));
  }
  return {};
}

}  // namespace

std::string NewReferral::Given() const {
  for (const auto& [option, value] :
       {std::pair{"--from", &sender}, std::pair{"--to", &receiver}, std::pair{"--area", &area},
        std::pair{"--service", &service}, std::pair{"--person-file", &person_file},
        std::pair{"--name", &name}, std::pair{"--nik", &nik}, std::pair{"--phone", &phone},
        std::pair{"--consent", &giver}, std::pair{"--replaces", &replaces},
        std::pair{"--part-of", &part_of}}) {
    if (!value->empty()) return option;
  }
  if (!candidates.empty()) return "--offer-to";
  return {};
}

Answer<referrals::v1::CreateReferralResponse> CreateNew(Session& session,
                                                        const NewReferral& options) {
  const bool is_offer = options.receiver.empty() && !options.candidates.empty();
  for (const auto& [option, value] :
       {std::pair{"--to", &options.receiver}, std::pair{"--area", &options.area},
        std::pair{"--service", &options.service}}) {
    if (value == &options.receiver && is_offer) continue;
    if (value->empty()) return UsageFailure(messages::kOptionNeeded, {{"option", option}});
  }
  referrals::v1::CreateReferralRequest request;
  const auto service = ReadEnum<referrals::v1::FacilityService>("--service", options.service);
  if (!service) return service.failure();
  const auto priority = ReadEnum<referrals::v1::ReferralPriority>("--priority", options.priority);
  if (!priority) return priority.failure();
  auto person = PersonOf(options);
  if (!person) return person.failure();
  if (auto failed = Parties(session, options, request)) return *failed;
  request.set_area_code(options.area);
  request.set_service(*service);
  request.set_priority(*priority);
  *request.mutable_person() = *std::move(person);
  if (auto failed = SetConsent(options, request)) return *failed;
  if (auto failed = SetRoute(options, request)) return *failed;
  if (!options.replaces.empty()) {
    const auto id = ReferralId(session, options.replaces);
    if (!id) return id.failure();
    request.set_replaces_referral_id(*id);
  }
  if (!options.part_of.empty()) {
    const auto id = ReferralId(session, options.part_of);
    if (!id) return id.failure();
    request.set_part_of_referral_id(*id);
  }
  return session.Call(&ReferralsService::Stub::CreateReferral, request);
}

void AddNewReferral(Command command, NewReferral& options) {
  command.Add("--from", options.sender, help::kFrom);
  command.Add("--to", options.receiver, help::kTo);
  command.AddSeveral("--offer-to", options.candidates, help::kOfferTo);
  command.Add("--area", options.area, help::kPersonArea);
  command.Add("--service", options.service, help::kService);
  command.Add("--priority", options.priority, help::kPriority).ShowDefault();
  command.Add("--person-file", options.person_file, help::kPersonFile);
  command.Add("--name", options.name, help::kPersonName);
  command.Add("--nik", options.nik, help::kNik);
  command.Add("--phone", options.phone, help::kPhone);
  command.Add("--note", options.note, help::kPersonNote);
  command.Add("--consent", options.giver, help::kConsentGiver);
  command.Add("--consent-form", options.form, help::kConsentForm).ShowDefault();
  command.Add("--replaces", options.replaces, help::kReplaces);
  command.Add("--part-of", options.part_of, help::kPartOf);
  AddScreening(command, options.screening);
  command.Add("--route-reason", options.route_reason, help::kRouteReason);
  command.Add("--basis", options.basis, help::kBasis);
  command.Add("--document", options.document, help::kLegalDocument);
}

}  // namespace sinergi::cli
