#include "services/referrals/storage/referral_row.h"

#include <iterator>

#include "common/regions/day.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kFirstOfConsent = 21;
constexpr std::size_t kColumnsOfConsent = 9;
constexpr std::size_t kFirstOfLife = kFirstOfConsent + kColumnsOfConsent;

std::optional<Instant> InstantOrNull(const Row& row, std::size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromMicroseconds(row.Integer(column));
}

Value OrNull(std::optional<Instant> instant) {
  return instant ? Value(ToMicroseconds(*instant)) : Value();
}

Value FacilityOrNull(const std::optional<FacilityId>& facility) {
  return facility ? Value(facility->ToString()) : Value();
}

// Of an offer there is none yet.
Value ReceiverOrEmpty(const Party& receiver) {
  return receiver.facility ? receiver.facility->ToString() : std::string();
}

template <class Enum>
Value CodeOrNull(const std::optional<Enum>& code) {
  return code ? Value(static_cast<std::int64_t>(*code)) : Value();
}

Values OutcomeValues(const std::optional<Outcome>& outcome) {
  if (!outcome) return {Value(), Value(), Value()};
  return {static_cast<std::int64_t>(outcome->result), JoinServices(outcome->services_given),
          static_cast<std::int64_t>(outcome->contacts)};
}

std::optional<Outcome> OutcomeFromRow(const Row& row) {
  if (row.IsNull(12)) return std::nullopt;
  return Outcome{static_cast<OutcomeResult>(row.Integer(12)), SplitServices(row.Text(13)),
                 static_cast<int>(row.Integer(14))};
}

Party PartyFromRow(const Row& row, std::size_t facility, std::size_t office) {
  Party party{std::nullopt, row.Text(office)};
  if (!row.IsNull(facility)) party.facility = FacilityId::Parse(row.Text(facility));
  return party;
}

// None holds a comma.
std::string JoinParties(const std::vector<std::string>& parties) {
  std::string text;
  for (const std::string& party : parties) text += (text.empty() ? "" : ",") + party;
  return text;
}

std::vector<std::string> SplitParties(std::string_view text) {
  std::vector<std::string> parties;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    parties.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parties;
}

void Append(Values& values, Values more) {
  values.insert(values.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
}

template <class Enum>
void ReadCode(const Row& row, std::size_t column, std::optional<Enum>& code) {
  if (!row.IsNull(column)) code = static_cast<Enum>(row.Integer(column));
}

void ReadRoute(const Row& row, std::size_t first, ReferralData& data) {
  ReadCode(row, first + 4, data.route_reason);
  if (row.IsNull(first)) return;
  data.assessed =
      Assessed{static_cast<RiskLevel>(row.Integer(first)), ParseDay(row.Text(first + 1)),
               ParseDay(row.Text(first + 2)), static_cast<PolicyStanding>(row.Integer(first + 3))};
}

std::string DayOrEmpty(const std::optional<std::chrono::sys_days>& day) {
  return day ? FormatDay(*day) : "";
}

// From received_at on.
void ReadLife(const Row& row, ReferralData& data) {
  data.received = InstantOrNull(row, kFirstOfLife);
  data.started = InstantOrNull(row, kFirstOfLife + 1);
  data.closed = InstantOrNull(row, kFirstOfLife + 2);
  ReadCode(row, kFirstOfLife + 3, data.hold);
  ReadCode(row, kFirstOfLife + 4, data.cancellation);
  ReadCode(row, kFirstOfLife + 5, data.failure);
  if (!row.IsNull(kFirstOfLife + 6)) {
    data.appointment = Appointment{static_cast<AppointmentStatus>(row.Integer(kFirstOfLife + 6)),
                                   FromMicroseconds(row.Integer(kFirstOfLife + 7))};
  }
  if (!row.IsNull(kFirstOfLife + 8)) {
    data.due = Due{static_cast<DueGoal>(row.Integer(kFirstOfLife + 8)),
                   FromMicroseconds(row.Integer(kFirstOfLife + 9))};
  }
  if (!row.IsNull(kFirstOfLife + 10))
    data.replaces = ReferralId::Parse(row.Text(kFirstOfLife + 10));
  if (!row.IsNull(kFirstOfLife + 11)) data.part_of = ReferralId::Parse(row.Text(kFirstOfLife + 11));
  ReadCode(row, kFirstOfLife + 12, data.place);
  ReadRoute(row, kFirstOfLife + 13, data);
  data.offered_to = row.Integer(kFirstOfLife + 18);
  data.declined_by = row.Integer(kFirstOfLife + 19);
  data.basis = static_cast<LegalBasis>(row.Integer(kFirstOfLife + 20));
  data.sessions = row.Integer(kFirstOfLife + 21);
  if (data.outcome) ReadCode(row, kFirstOfLife + 22, data.outcome->follow_up);
}

Values LifeValues(const ReferralData& data) {
  Values values{OrNull(data.received),
                OrNull(data.started),
                OrNull(data.closed),
                CodeOrNull(data.hold),
                CodeOrNull(data.cancellation),
                CodeOrNull(data.failure),
                Value(),
                Value(),
                Value(),
                Value(),
                CodeOrNull(data.place)};
  if (data.appointment) {
    values[6] = static_cast<std::int64_t>(data.appointment->status);
    values[7] = ToMicroseconds(data.appointment->time);
  }
  if (data.due) {
    values[8] = static_cast<std::int64_t>(data.due->goal);
    values[9] = ToMicroseconds(data.due->time);
  }
  return values;
}

Values ConsentOrNulls(const Referral& referral) {
  const auto& consent = referral.data().consent;
  return consent ? ConsentValues(*consent) : Values(kColumnsOfConsent);
}

}  // namespace

Referral ReferralFromRow(const Row& row) {
  ReferralData data{ReferralId::Parse(row.Text(0)).value_or(ReferralId()),
                    ReferralReference::Parse(row.Text(1)).value(),
                    static_cast<ReferralState>(row.Integer(2)),
                    PartyFromRow(row, 3, 4),
                    PartyFromRow(row, 5, 6),
                    RegionCode::Parse(row.Text(7)).value(),
                    static_cast<FacilityService>(row.Integer(8)),
                    static_cast<ReferralPriority>(row.Integer(9)),
                    PersonId::Parse(row.Text(10)).value_or(PersonId()),
                    std::nullopt,
                    OutcomeFromRow(row),
                    FromMicroseconds(row.Integer(15)),
                    FromMicroseconds(row.Integer(16)),
                    InstantOrNull(row, 17),
                    InstantOrNull(row, 18),
                    InstantOrNull(row, 19),
                    row.Integer(20),
                    std::nullopt};
  ReadCode(row, 11, data.rejection);
  if (!row.IsNull(kFirstOfConsent)) data.consent = ConsentFromRow(row, kFirstOfConsent);
  ReadLife(row, data);
  return Referral(std::move(data));
}

Result<std::vector<Referral>> ReferralsFromRows(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<Referral> referrals;
  for (const Row& row : *rows) referrals.push_back(ReferralFromRow(row));
  return referrals;
}

Values ReferralValues(const Referral& referral) {
  const ReferralData& data = referral.data();
  Values values{data.id.ToString(),
                data.reference.ToString(),
                static_cast<std::int64_t>(data.state),
                FacilityOrNull(data.sender.facility),
                data.sender.office,
                ReceiverOrEmpty(data.receiver),
                data.receiver.office,
                data.region.ToString(),
                static_cast<std::int64_t>(data.service),
                static_cast<std::int64_t>(data.priority),
                data.person.ToString(),
                CodeOrNull(data.rejection)};
  Append(values, OutcomeValues(data.outcome));
  Append(values, {ToMicroseconds(data.created), ToMicroseconds(data.updated), OrNull(data.sent),
                  OrNull(data.answered), OrNull(data.completed), data.revision});
  Append(values, ConsentOrNulls(referral));
  return values;
}

constexpr std::size_t kRoutes = 2;  // the edition among RouteValues, and after it the standing

Values RouteValues(const ReferralData& data) {
  Values values(4);
  if (const auto& assessed = data.assessed) {
    values = {static_cast<std::int64_t>(assessed->level), DayOrEmpty(assessed->bands),
              DayOrEmpty(assessed->routes), static_cast<std::int64_t>(assessed->standing)};
  }
  values.push_back(CodeOrNull(data.route_reason));
  values.emplace_back(data.offered_to);
  values.emplace_back(static_cast<std::int64_t>(data.basis));
  return values;
}

Values ChangedValues(const Referral& referral) {
  const ReferralData& data = referral.data();
  Values values{static_cast<std::int64_t>(data.state), CodeOrNull(data.rejection)};
  Append(values, OutcomeValues(data.outcome));
  Append(values, {ToMicroseconds(data.updated), OrNull(data.sent), OrNull(data.answered),
                  OrNull(data.completed), data.revision});
  Append(values, ConsentOrNulls(referral));
  Append(values, LifeValues(data));
  Append(values, {ReceiverOrEmpty(data.receiver), data.receiver.office, data.sender.office,
                  FacilityOrNull(data.sender.facility), data.declined_by, data.sessions});
  const Values route = RouteValues(data);
  Append(values, {route[kRoutes], route[kRoutes + 1],
                  data.outcome ? CodeOrNull(data.outcome->follow_up) : Value(),
                  CodeOrNull(data.route_reason)});
  return values;
}

Values ConsentValues(const Consent& consent) {
  return {consent.version,
          static_cast<std::int64_t>(consent.purpose),
          static_cast<std::int64_t>(consent.giver),
          static_cast<std::int64_t>(consent.form),
          JoinParties(consent.parties),
          ToMicroseconds(consent.given),
          ToMicroseconds(consent.expires),
          OrNull(consent.revoked),
          CodeOrNull(consent.revocation)};
}

Consent ConsentFromRow(const Row& row, std::size_t first) {
  Consent consent{row.Integer(first),
                  static_cast<ConsentPurpose>(row.Integer(first + 1)),
                  static_cast<ConsentGiver>(row.Integer(first + 2)),
                  static_cast<ConsentForm>(row.Integer(first + 3)),
                  SplitParties(row.Text(first + 4)),
                  FromMicroseconds(row.Integer(first + 5)),
                  FromMicroseconds(row.Integer(first + 6)),
                  InstantOrNull(row, first + 7),
                  std::nullopt};
  ReadCode(row, first + 8, consent.revocation);
  return consent;
}

}  // namespace sinergi::referrals
