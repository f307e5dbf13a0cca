#include "services/referrals/api/person_proto.h"

#include "common/regions/day.h"
#include "common/result/reasons.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/api/screening_proto.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestPhone = 50;
constexpr std::size_t kLongestNote = 4000;
constexpr std::size_t kLongestDocument = 200;
constexpr std::chrono::sys_days kEarliestBirth{std::chrono::year(1900) / 1 / 1};

}  // namespace

v1::ReferralPerson ToProto(const Person& person) {
  v1::ReferralPerson proto;
  proto.set_name(person.name);
  if (person.nik) proto.set_nik(person.nik->ToString());
  proto.set_phone(person.phone);
  proto.set_note(person.note);
  proto.set_rejection_note(person.rejection_note);
  proto.set_outcome_note(person.outcome_note);
  proto.set_hold_note(person.hold_note);
  proto.set_cancellation_note(person.cancellation_note);
  proto.set_failure_note(person.failure_note);
  proto.set_outcome_obstacles(person.outcome_words.obstacles);
  proto.set_outcome_conclusion(person.outcome_words.conclusion);
  proto.set_outcome_follow_up(person.outcome_words.follow_up);
  if (person.birth_date) proto.set_birth_date(FormatDay(*person.birth_date));
  if (person.sex) proto.set_sex(static_cast<v1::Sex>(*person.sex));
  proto.set_legal_document(person.legal_document);
  for (const std::string& note : person.session_notes) proto.add_session_notes(note);
  if (person.screening) *proto.mutable_screening() = ToProto(*person.screening);
  return proto;
}

Person CheckedPerson(FieldChecks& checks, const v1::ReferralPerson& proto,
                     std::chrono::sys_days today) {
  checks.RequiredText("person.name", proto.name(), kLongestName);
  checks.OptionalText("person.phone", proto.phone(), kLongestPhone);
  checks.OptionalText("person.note", proto.note(), kLongestNote);
  Person person{proto.name(), std::nullopt, proto.phone(), proto.note(), "", "", {}, {}};
  if (!proto.nik().empty()) person.nik = CheckedNik(checks, "person.nik", proto.nik());
  if (!proto.birth_date().empty()) {
    person.birth_date = ParseDay(proto.birth_date());
    const bool possible =
        person.birth_date && *person.birth_date >= kEarliestBirth && *person.birth_date <= today;
    if (!possible) {
      checks.Violated("person.birth_date", reasons::kBirthDateImpossible);
      person.birth_date.reset();
    }
  }
  if (proto.sex() != v1::SEX_UNSPECIFIED) {
    const auto sex = CheckedEnum(checks, "person.sex", proto.sex(), kSexes);
    if (sex) person.sex = static_cast<Sex>(*sex);
  }
  checks.OptionalText("person.legal_document", proto.legal_document(), kLongestDocument);
  person.legal_document = proto.legal_document();
  if (proto.has_screening()) {
    person.screening = CheckedScreening(checks, "person.screening", proto.screening());
  }
  return person;
}

std::optional<Nik> CheckedNik(FieldChecks& checks, const std::string& field,
                              const std::string& text) {
  if (text.empty()) {
    checks.Violated(field, ::sinergi::reasons::kFieldRequired);
    return std::nullopt;
  }
  auto nik = Nik::Parse(text);
  if (!nik) checks.Violated(field, reasons::kNikMalformed);
  return nik;
}

std::vector<v1::FieldWarning> WarningsAbout(const Person& person, const Regions& regions,
                                            std::chrono::sys_days today) {
  const auto is_area = [&](std::string_view code) {
    return static_cast<bool>(regions.ResolveValid(std::string(code), today));
  };
  std::vector<v1::FieldWarning> warnings;
  for (const Reason* doubt : DoubtsAboutNik(person, is_area)) {
    v1::FieldWarning& warning = warnings.emplace_back();
    warning.set_field("person.nik");
    warning.set_reason(std::string(doubt->name));
  }
  return warnings;
}

}  // namespace sinergi::referrals
