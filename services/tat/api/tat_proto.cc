#include "services/tat/api/tat_proto.h"

#include <algorithm>

#include "common/regions/day.h"
#include "common/result/reasons.h"
#include "common/timestamps/timestamps.h"
#include "services/tat/domain/reasons.h"

namespace sinergi::tat {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestPhone = 50;
constexpr std::size_t kLongestNumber = 100;
constexpr std::size_t kLongestTerm = 200;
constexpr std::size_t kLongestRole = 500;
constexpr std::size_t kLongestNote = 4000;
constexpr std::size_t kNikDigits = 16;

bool IsNik(const std::string& text) {
  return text.size() == kNikDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

v1::TatRequest ToProto(const TatRequest& request) {
  const TatRequestData& data = request.data();
  v1::TatRequest proto;
  proto.set_tat_request_id(data.id.ToString());
  proto.set_reference(data.reference);
  proto.set_state(static_cast<v1::TatState>(data.state));
  proto.set_agency(data.investigator.agency);
  proto.set_investigator_office(data.investigator.office);
  proto.set_office(data.office);
  SetTimestamp(data.submitted, proto.mutable_submit_time());
  SetTimestamp(data.updated, proto.mutable_update_time());
  if (data.started) SetTimestamp(*data.started, proto.mutable_start_time());
  if (data.ended) SetTimestamp(*data.ended, proto.mutable_end_time());
  SetTimestamp(data.due, proto.mutable_due_time());
  if (data.returned) proto.set_return_reason(static_cast<v1::TatReturnReason>(*data.returned));
  if (data.withdrawn) {
    proto.set_withdrawal_reason(static_cast<v1::TatWithdrawalReason>(*data.withdrawn));
  }
  proto.set_revision(data.revision);
  proto.set_etag(request.Etag());
  return proto;
}

void Check(FieldChecks& checks, const v1::TatCase& tat_case, Instant now) {
  checks.RequiredText("tat_case.name", tat_case.name(), kLongestName);
  if (!tat_case.nik().empty() && !IsNik(tat_case.nik())) {
    checks.Violated("tat_case.nik", ::sinergi::reasons::kFieldMalformed,
                    {{"form", "0123456789012345"}});
  }
  const auto born = ParseDay(tat_case.birth_date());
  if (!tat_case.birth_date().empty() && (!born || Instant(*born) > now)) {
    checks.Violated("tat_case.birth_date", ::sinergi::reasons::kFieldMalformed,
                    {{"form", "YYYY-MM-DD, not in the future"}});
  }
  checks.RequiredText("tat_case.case_number", tat_case.case_number(), kLongestNumber);
  const auto arrested = FromTimestamp(tat_case.arrest_time());
  if (tat_case.has_arrest_time() && (!arrested || *arrested > now)) {
    checks.Violated("tat_case.arrest_time", ::sinergi::reasons::kFieldMalformed,
                    {{"form", std::string(kTimestampForm) + ", not in the future"}});
  }
  checks.RequiredText("tat_case.investigator_name", tat_case.investigator_name(), kLongestName);
  checks.OptionalText("tat_case.investigator_phone", tat_case.investigator_phone(), kLongestPhone);
  checks.OptionalText("tat_case.note", tat_case.note(), kLongestNote);
}

void Check(FieldChecks& checks, const v1::TatRecommendation& recommendation) {
  const std::string prefix = "recommendation.";
  checks.RequiredText(prefix + "role", recommendation.role(), kLongestRole);
  checks.RequiredText(prefix + "addiction_level", recommendation.addiction_level(), kLongestTerm);
  checks.RequiredText(prefix + "usage_pattern", recommendation.usage_pattern(), kLongestTerm);
  for (const auto& [field, text] :
       {std::pair("rehabilitation_type", &recommendation.rehabilitation_type()),
        {"rehabilitation_place", &recommendation.rehabilitation_place()}}) {
    if (recommendation.rehabilitation()) {
      checks.RequiredText(prefix + field, *text, kLongestTerm);
    } else if (!text->empty()) {
      checks.Violated(prefix + field, reasons::kRehabilitationNotRecommended);
    }
  }
  checks.OptionalText(prefix + "note", recommendation.note(), kLongestNote);
}

}  // namespace sinergi::tat
