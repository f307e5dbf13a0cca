#include "common/operations/operations_api.h"

#include <array>
#include <charconv>

#include "common/evidence/evidence.h"
#include "common/operations/reasons.h"
#include "common/outbox/outbox_log.h"
#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "common/timestamps/timestamps.h"
#include "sinergi/operations/v1/operations_service.pb.h"

namespace sinergi {
namespace {

namespace v1 = ::sinergi::operations::v1;

using Use = OperationsApi::Dependencies;

Result<Database*> DatabaseOf(const Use& use, const std::string& service) {
  const auto found = use.services.find(service);
  if (found != use.services.end()) return found->second.database;
  std::string here;
  for (const auto& [name, ignored] : use.services) here += (here.empty() ? "" : ", ") + name;
  return Error::Of(reasons::kServiceNotHere, {{"service", service}, {"here", here}});
}

v1::OutboxEvent ToProto(const OutboxEntry& entry) {
  v1::OutboxEvent proto;
  proto.set_id(entry.event.id.ToString());
  proto.set_topic(entry.event.topic);
  proto.set_type(entry.event.type);
  proto.set_subject(entry.event.subject);
  proto.set_revision(entry.event.revision);
  SetTimestamp(entry.event.time, proto.mutable_time());
  proto.set_region(entry.event.region);
  for (const std::string& office : entry.event.offices) proto.add_offices(office);
  proto.set_waiting(entry.waiting);
  return proto;
}

// The field `since`; the beginning when it is absent.
Result<Instant> SinceOf(bool given, const google::protobuf::Timestamp& since) {
  const auto instant = FromTimestamp(since);
  if (!given) return Instant();
  if (instant) return *instant;
  return Error::Invalid({{"since", &reasons::kFieldMalformed, {{"form", kTimestampForm}}}});
}

Result<std::string> ListEvents(const Use& use, const Call& call,
                               const v1::ListEventsRequest& request) {
  const auto database = DatabaseOf(use, request.service());
  if (!database) return database.error();
  const auto size = PageSize(request.page_size(), 100, 1000);
  if (!size) return size.error();
  const std::string filter = request.service() + request.since().ShortDebugString();
  const auto place = use.page_tokens.Read(call, filter, request.page_token());
  if (!place) return place.error();
  const auto since = SinceOf(request.has_since(), request.since());
  if (!since) return since.error();
  std::int64_t after = 0;
  std::from_chars(place->data(), place->data() + place->size(), after);
  auto entries = ListOutbox(**database, call.deadline, *since, after, *size + 1);
  if (!entries) return entries.error();
  v1::ListEventsResponse response;
  if (entries->size() > static_cast<std::size_t>(*size)) {
    entries->pop_back();
    response.set_next_page_token(
        use.page_tokens.Make(call, filter, std::to_string(entries->back().position)));
  }
  for (const OutboxEntry& entry : *entries) *response.add_events() = ToProto(entry);
  return response.SerializeAsString();
}

Result<std::string> RepublishEvents(const Use& use, const Call& call,
                                    const v1::RepublishEventsRequest& request) {
  const auto database = DatabaseOf(use, request.service());
  if (!database) return database.error();
  FieldChecks checks;
  if (!request.has_since()) checks.Violated("since", reasons::kFieldRequired);
  if (auto done = checks.Done(); !done) return done.error();
  const auto since = SinceOf(request.has_since(), request.since());
  if (!since) return since.error();
  std::int64_t count = 0;
  const Status done = (*database)->Transact(call.deadline, [&](Transaction& tx) -> Status {
    auto rewound = RepublishSince(tx, *since);
    if (!rewound) return rewound.error();
    count = *rewound;
    RecordEvidence(tx, {use.clock.Now(), call.caller.subject, "events.republish",
                        "outbox/" + request.service(), ""});
    return Status::Ok();
  });
  if (!done) return done.error();
  v1::RepublishEventsResponse response;
  response.set_count(count);
  return response.SerializeAsString();
}

}  // namespace

OperationsApi::OperationsApi(const Dependencies& use) {
  service_.Unary<v1::ListEventsRequest>("ListEvents", [use](const Call& call, const auto& request) {
    return ListEvents(use, call, request);
  });
  service_.Unary<v1::RepublishEventsRequest>(
      "RepublishEvents",
      [use](const Call& call, const auto& request) { return RepublishEvents(use, call, request); });
}

std::vector<PermissionRow> OperationsApi::Permissions() {
  static constexpr std::array kRows{
      PermissionRow{"/sinergi.operations.v1.OperationsService/ListEvents", "events.read"},
      PermissionRow{"/sinergi.operations.v1.OperationsService/RepublishEvents",
                    "events.republish"}};
  return KeptApart(kRows, kOfAssessments);
}

}  // namespace sinergi
