#include "services/cli/referral_view.h"

#include "services/cli/facility_messages.h"
#include "services/cli/moments.h"
#include "services/cli/short_names.h"

namespace sinergi::cli {
namespace {

using referrals::v1::FacilityService;
using referrals::v1::Outcome;
using referrals::v1::Referral;

Style StyleOf(const Referral& referral) {
  switch (referral.state()) {
    case referrals::v1::REFERRAL_STATE_SENT:
    case referrals::v1::REFERRAL_STATE_RECEIVED:
    case referrals::v1::REFERRAL_STATE_ON_HOLD:
    case referrals::v1::REFERRAL_STATE_CANCELLATION_REQUESTED:
      return Style::kYellow;
    case referrals::v1::REFERRAL_STATE_ACCEPTED:
    case referrals::v1::REFERRAL_STATE_IN_PROGRESS:
      return Style::kCyan;
    case referrals::v1::REFERRAL_STATE_REJECTED:
    case referrals::v1::REFERRAL_STATE_FAILED:
      return Style::kRed;
    case referrals::v1::REFERRAL_STATE_COMPLETED:
      return Style::kGreen;
    default:
      return Style::kPlain;
  }
}

// "BNNK-PALOPO", with the facility's id before it where one takes part.
std::string Party(const std::string& facility, const std::string& office) {
  return facility.empty() ? office : office + " · " + facility;
}

std::string OutcomeText(const Outcome& outcome, const Output& output) {
  std::string text = Label(outcome.result(), output.language());
  for (const int service : outcome.services_given()) {
    text += ", " + Label(static_cast<FacilityService>(service), output.language());
  }
  text += ", " + output.Text(messages::kContacts, {{"count", std::to_string(outcome.contacts())}});
  if (outcome.follow_up() == referrals::v1::OUTCOME_FOLLOW_UP_UNSPECIFIED) return text;
  return text + ", " + Label(outcome.follow_up(), output.language());
}

void AddTimes(Fields& fields, Session& session, const Referral& referral) {
  const auto add = [&](const Message& label, bool has, const google::protobuf::Timestamp& time) {
    if (has) fields.Add(label, session.zones().AreaTime(time, referral.area_code()));
  };
  add(messages::kCreated, referral.has_create_time(), referral.create_time());
  add(messages::kSent, referral.has_send_time(), referral.send_time());
  add(messages::kSeen, referral.has_receive_time(), referral.receive_time());
  add(messages::kAnswered, referral.has_answer_time(), referral.answer_time());
  add(messages::kStarted, referral.has_start_time(), referral.start_time());
  if (referral.has_complete_time()) {
    add(messages::kCompleted, true, referral.complete_time());
  } else {
    add(messages::kClosed, referral.has_close_time(), referral.close_time());
  }
}

void AddAnswer(Fields& fields, const Output& output, const Referral& referral) {
  const auto add = [&](auto reason) {
    if (reason != 0) fields.Add(messages::kReason, Label(reason, output.language()));
  };
  add(referral.rejection_reason());
  add(referral.hold_reason());
  add(referral.cancellation_reason());
  add(referral.failure_reason());
  if (referral.has_outcome()) {
    fields.Add(messages::kOutcome, OutcomeText(referral.outcome(), output));
  }
}

// "the answer, 2026-03-05 11:53:20 WIB"
std::string DueText(Session& session, const Referral& referral) {
  return Label(referral.due_goal(), session.output().language()) + ", " +
         session.zones().AreaTime(referral.due_time(), referral.area_code());
}

// Times are those of the area, or UTC where there is none.
std::string ConsentText(Session& session, const referrals::v1::Consent& consent,
                        const std::string& area) {
  const Output& output = session.output();
  const Language language = output.language();
  Variables variables{{"purpose", Label(consent.purpose(), language)},
                      {"giver", Label(consent.giver(), language)},
                      {"form", Label(consent.form(), language)}};
  const auto day = [&](const google::protobuf::Timestamp& time) {
    return session.zones().AreaTime(time, area);
  };
  if (!consent.has_revoke_time()) {
    variables.emplace_back("until", day(consent.expire_time()));
    return output.Text(messages::kConsentHolds, variables);
  }
  variables.emplace_back("reason", Label(consent.revocation_reason(), language));
  variables.emplace_back("when", day(consent.revoke_time()));
  return output.Text(messages::kConsentEnded, variables);
}

}  // namespace

std::string Describe(Session& session, const Referral& referral) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kReference, referral.reference(), Style::kBold);
  fields.Add(messages::kState, Label(referral.state(), output.language()), StyleOf(referral));
  AddAnswer(fields, output, referral);
  if (referral.has_due_time()) fields.Add(messages::kDue, DueText(session, referral));
  if (referral.place() != referrals::v1::PLACE_STATUS_UNSPECIFIED) {
    fields.Add(messages::kPlaceHeld, Label(referral.place(), session.output().language()));
  }
  if (referral.has_assessment()) {
    fields.Add(messages::kRiskLevel, Label(referral.assessment().risk_level(), output.language()));
  }
  if (referral.has_appointment()) {
    const auto& appointment = referral.appointment();
    fields.Add(messages::kAppointment,
               Label(appointment.status(), output.language()) + ", " +
                   session.zones().AreaTime(appointment.time(), referral.area_code()));
  }
  fields.Add(messages::kBasis, Label(referral.legal_basis(), output.language()));
  fields.Add(messages::kService, Label(referral.service(), output.language()));
  fields.Add(messages::kPriority, Label(referral.priority(), output.language()));
  fields.Add(messages::kSender, Party(referral.sender_facility_id(), referral.sender_office()));
  fields.Add(messages::kReceiver,
             Party(referral.receiver_facility_id(), referral.receiver_office()));
  fields.Add(messages::kArea, referral.area_code());
  fields.Add(messages::kConsent,
             referral.has_consent() ? ConsentText(session, referral.consent(), referral.area_code())
                                    : output.Text(messages::kNoConsent));
  AddTimes(fields, session, referral);
  fields.Add(messages::kReplaces, referral.replaces_referral_id());
  fields.Add(messages::kPartOf, referral.part_of_referral_id());
  fields.Add(messages::kId, referral.referral_id());
  fields.Add(messages::kEtag, referral.etag());
  return fields.Render();
}

std::string DescribeInLine(Session& session, const Referral& referral) {
  const Output& output = session.output();
  return output.paint()(Padded(referral.reference(), 15), Style::kBold) +
         output.paint()(Padded("v" + std::to_string(referral.revision()), 6), Style::kDim) +
         output.paint()(Padded(Label(referral.state(), output.language()), 18), StyleOf(referral)) +
         Padded(session.zones().AreaTime(referral.update_time(), referral.area_code()), 25) +
         Padded(referral.sender_office(), 22) + Printable(referral.receiver_office());
}

std::string Describe(Session& session, const referrals::v1::ListSessionsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kTime), output.Text(messages::kKind),
               output.Text(messages::kAttended)});
  const auto zone = session.zones().OfOffice(session.WhoAmI().office);
  for (const auto& each : response.sessions()) {
    table.Add({{LocalTime(ToInstant(each.time()), zone)},
               {Label(each.kind(), output.language())},
               {output.Text(each.attended() ? messages::kYes : messages::kNo)}});
  }
  return output.Page(table, "");
}

std::string Describe(Session& session, const referrals::v1::ListReferralsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kReference), output.Text(messages::kState),
               output.Text(messages::kService), output.Text(messages::kPriority),
               output.Text(messages::kSender), output.Text(messages::kReceiver),
               output.Text(messages::kArea), output.Text(messages::kCreated)});
  for (const Referral& referral : response.referrals()) {
    table.Add({{referral.reference(), Style::kBold},
               {Label(referral.state(), output.language()), StyleOf(referral)},
               {Label(referral.service(), output.language())},
               {Label(referral.priority(), output.language())},
               {referral.sender_office()},
               {referral.receiver_office()},
               {referral.area_code()},
               {session.zones().AreaTime(referral.create_time(), referral.area_code())}});
  }
  return output.Page(table, response.next_page_token());
}

std::string Describe(Session& session,
                     const referrals::v1::ListWaitingReferralsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kReference), output.Text(messages::kDue),
               output.Text(messages::kState), output.Text(messages::kService),
               output.Text(messages::kPriority), output.Text(messages::kSender)});
  for (const Referral& referral : response.referrals()) {
    table.Add({{referral.reference(), Style::kBold},
               {DueText(session, referral)},
               {Label(referral.state(), output.language()), StyleOf(referral)},
               {Label(referral.service(), output.language())},
               {Label(referral.priority(), output.language())},
               {referral.sender_office()}});
  }
  return output.Page(table, response.next_page_token());
}

std::string Describe(Session& session, const referrals::v1::ReferralPerson& person) {
  Fields fields(session.output());
  fields.Add(messages::kName, person.name(), Style::kBold);
  fields.Add(messages::kNik, person.nik());
  fields.Add(messages::kPhone, person.phone());
  fields.Add(messages::kBirthDate, person.birth_date());
  if (person.sex() != referrals::v1::SEX_UNSPECIFIED) {
    fields.Add(messages::kSex, Label(person.sex(), session.output().language()));
  }
  fields.Add(messages::kNote, person.note());
  fields.Add(messages::kRejectionNote, person.rejection_note());
  fields.Add(messages::kHoldNote, person.hold_note());
  fields.Add(messages::kCancellationNote, person.cancellation_note());
  fields.Add(messages::kFailureNote, person.failure_note());
  fields.Add(messages::kOutcomeNote, person.outcome_note());
  fields.Add(messages::kOutcomeObstacles, person.outcome_obstacles());
  fields.Add(messages::kOutcomeConclusion, person.outcome_conclusion());
  fields.Add(messages::kOutcomeFollowUp, person.outcome_follow_up());
  return fields.Render();
}

std::string Describe(Session& session, const referrals::v1::ListConsentsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kVersion), output.Text(messages::kConsent),
               output.Text(messages::kParties)});
  for (const auto& consent : response.consents()) {
    std::string parties;
    for (const auto* names : {&consent.offices(), &consent.facility_ids()}) {
      for (const std::string& name : *names) parties += (parties.empty() ? "" : ", ") + name;
    }
    table.Add({{std::to_string(consent.version()), Style::kBold},
               {ConsentText(session, consent, ""),
                consent.has_revoke_time() ? Style::kRed : Style::kPlain},
               {parties}});
  }
  return output.Page(table, response.next_page_token());
}

std::string DescribeWarnings(Session& session,
                             const referrals::v1::CreateReferralResponse& response) {
  std::string lines;
  for (const auto& warning : response.warnings()) {
    lines += "! " +
             session.output().Text(messages::kDoubt,
                                   {{"field", warning.field()}, {"reason", warning.reason()}}) +
             "\n";
  }
  return lines;
}

}  // namespace sinergi::cli
