#include "services/tat/messaging/tat_events.h"

#include <algorithm>

#include "common/timestamps/timestamps.h"
#include "sinergi/tat/v1/tat_events.pb.h"

namespace sinergi::tat {
namespace {

namespace v1 = ::sinergi::tat::v1;

// The office that is asked, and the investigator's where it is one of BNN's.
std::vector<std::string> OfficesOf(const TatRequestData& data, const std::string& besides) {
  std::vector<std::string> offices{data.office};
  for (const std::string& office : {data.investigator.office, besides}) {
    if (!office.empty()) offices.push_back(office);
  }
  std::sort(offices.begin(), offices.end());
  offices.erase(std::unique(offices.begin(), offices.end()), offices.end());
  return offices;
}

template <class Message>
Event Make(Message message, const TatRequest& request, const std::string& traceparent,
           const std::string& also_told = {}) {
  const TatRequestData& data = request.data();
  v1::TatFacts& facts = *message.mutable_tat_request();
  facts.set_tat_request_id(data.id.ToString());
  facts.set_reference(data.reference);
  facts.set_state(static_cast<v1::TatState>(data.state));
  facts.set_agency(data.investigator.agency);
  facts.set_investigator_office(data.investigator.office);
  facts.set_office(data.office);
  SetTimestamp(data.due, facts.mutable_due_time());
  Event event;
  event.id = Uuid::Make(data.updated);
  event.topic = kTatTopic;
  event.type = "id.go.bnn." + message.GetDescriptor()->full_name();
  event.subject = "tat-requests/" + data.id.ToString();
  event.revision = data.revision;
  event.time = data.updated;
  event.offices = OfficesOf(data, also_told);
  event.dataschema = message.GetDescriptor()->full_name();
  event.traceparent = traceparent;
  event.payload = message.SerializeAsString();
  return event;
}

}  // namespace

Event TatRequestSubmitted(const TatRequest& request, const std::string& traceparent) {
  return Make(v1::TatRequestSubmitted(), request, traceparent);
}

Event TatStepTaken(const TatRequest& request, TatStep step, const std::string& traceparent) {
  switch (step) {
    case TatStep::kStart:
      return Make(v1::TatAssessmentStarted(), request, traceparent);
    case TatStep::kConclude:
      return Make(v1::TatRequestConcluded(), request, traceparent);
    case TatStep::kReturn: {
      v1::TatRequestReturned returned;
      const auto& reason = request.data().returned;
      if (reason) returned.set_reason(static_cast<v1::TatReturnReason>(*reason));
      return Make(std::move(returned), request, traceparent);
    }
    case TatStep::kWithdraw:
      break;
  }
  v1::TatRequestWithdrawn withdrawn;
  const auto& reason = request.data().withdrawn;
  if (reason) withdrawn.set_reason(static_cast<v1::TatWithdrawalReason>(*reason));
  return Make(std::move(withdrawn), request, traceparent);
}

Event TatRequestReminded(const TatRequest& request, const std::string& traceparent) {
  return Make(v1::TatRequestReminded(), request, traceparent);
}

Event TatRequestOverdue(const TatRequest& request, const std::string& traceparent) {
  return Make(v1::TatRequestOverdue(), request, traceparent);
}

Event TatRequestEscalated(const TatRequest& request, const std::string& above,
                          const std::string& traceparent) {
  v1::TatRequestEscalated escalated;
  escalated.set_escalated_to_office(above);
  return Make(std::move(escalated), request, traceparent, above);
}

}  // namespace sinergi::tat
