#include "services/cli/tat_view.h"

#include "services/cli/moments.h"
#include "services/cli/short_names.h"
#include "services/cli/tat_messages.h"

namespace sinergi::cli {
namespace {

using tat::v1::TatRequest;

Style StyleOf(const TatRequest& request) {
  switch (request.state()) {
    case tat::v1::TAT_STATE_SUBMITTED:
      return Style::kYellow;
    case tat::v1::TAT_STATE_IN_ASSESSMENT:
      return Style::kCyan;
    case tat::v1::TAT_STATE_CONCLUDED:
      return Style::kGreen;
    case tat::v1::TAT_STATE_RETURNED:
      return Style::kRed;
    default:
      return Style::kPlain;
  }
}

std::string InvestigatorOf(const TatRequest& request) {
  return request.agency().empty() ? request.investigator_office() : request.agency();
}

}  // namespace

std::string Describe(Session& session, const TatRequest& request) {
  const Output& output = session.output();
  const auto zone = session.zones().OfOffice(request.office());
  Fields fields(output);
  const auto time = [&](const Message& label, bool has, const google::protobuf::Timestamp& when) {
    if (has) fields.Add(label, LocalTime(ToInstant(when), zone));
  };
  fields.Add(messages::kTatReference, request.reference(), Style::kBold);
  fields.Add(messages::kState, Label(request.state(), output.language()), StyleOf(request));
  if (request.return_reason() != tat::v1::TAT_RETURN_REASON_UNSPECIFIED) {
    fields.Add(messages::kReason, Label(request.return_reason(), output.language()));
  }
  if (request.withdrawal_reason() != tat::v1::TAT_WITHDRAWAL_REASON_UNSPECIFIED) {
    fields.Add(messages::kReason, Label(request.withdrawal_reason(), output.language()));
  }
  time(messages::kDue, request.has_due_time(), request.due_time());
  fields.Add(messages::kInvestigator, InvestigatorOf(request));
  fields.Add(messages::kTeam, request.office());
  time(messages::kReceived, request.has_submit_time(), request.submit_time());
  time(messages::kStarted, request.has_start_time(), request.start_time());
  time(messages::kClosed, request.has_end_time(), request.end_time());
  fields.Add(messages::kId, request.tat_request_id());
  fields.Add(messages::kEtag, request.etag());
  return fields.Render();
}

std::string Describe(Session& session, const tat::v1::TatCase& tat_case) {
  Fields fields(session.output());
  fields.Add(messages::kName, tat_case.name(), Style::kBold);
  fields.Add(messages::kNik, tat_case.nik());
  fields.Add(messages::kBirthDate, tat_case.birth_date());
  fields.Add(messages::kCaseNumber, tat_case.case_number());
  if (tat_case.has_arrest_time()) {
    const auto zone = session.zones().OfOffice(session.WhoAmI().office);
    fields.Add(messages::kArrested, LocalTime(ToInstant(tat_case.arrest_time()), zone));
  }
  fields.Add(messages::kInvestigator, tat_case.investigator_name());
  fields.Add(messages::kPhone, tat_case.investigator_phone());
  fields.Add(messages::kNote, tat_case.note());
  fields.Add(messages::kReturnNote, tat_case.return_note());
  return fields.Render();
}

std::string Describe(Session& session, const tat::v1::TatRecommendation& recommendation) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kRecommended,
             output.Text(recommendation.rehabilitation() ? messages::kIsRecommended
                                                         : messages::kIsNotRecommended),
             Style::kBold);
  fields.Add(messages::kRehabilitationType, recommendation.rehabilitation_type());
  fields.Add(messages::kRehabilitationPlace, recommendation.rehabilitation_place());
  fields.Add(messages::kRole, recommendation.role());
  fields.Add(messages::kAddictionLevel, recommendation.addiction_level());
  fields.Add(messages::kUsagePattern, recommendation.usage_pattern());
  fields.Add(messages::kNote, recommendation.note());
  return fields.Render();
}

std::string DescribeRequests(Session& session,
                             const google::protobuf::RepeatedPtrField<TatRequest>& requests,
                             const std::string& next_page_token) {
  const Output& output = session.output();
  Table table({output.Text(messages::kTatReference), output.Text(messages::kState),
               output.Text(messages::kDue), output.Text(messages::kInvestigator),
               output.Text(messages::kTeam), output.Text(messages::kReceived)});
  for (const TatRequest& request : requests) {
    const auto zone = session.zones().OfOffice(request.office());
    table.Add({{request.reference(), Style::kBold},
               {Label(request.state(), output.language()), StyleOf(request)},
               {LocalTime(ToInstant(request.due_time()), zone)},
               {InvestigatorOf(request)},
               {request.office()},
               {LocalTime(ToInstant(request.submit_time()), zone)}});
  }
  return output.Page(table, next_page_token);
}

}  // namespace sinergi::cli
