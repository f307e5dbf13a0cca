#include "common/outbox/event_row.h"

namespace sinergi {

std::string JoinOffices(const std::vector<std::string>& offices) {
  std::string text;
  for (const std::string& office : offices) {
    if (!text.empty()) text += ',';
    text += office;
  }
  return text;
}

std::vector<std::string> SplitOffices(std::string_view text) {
  std::vector<std::string> offices;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    offices.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return offices;
}

Values EventValues(const Event& event) {
  return {event.id.ToString(),
          event.topic,
          event.source,
          event.type,
          event.subject,
          event.revision,
          ToMicroseconds(event.time),
          event.region,
          JoinOffices(event.offices),
          event.dataschema,
          event.traceparent,
          Blob{event.payload}};
}

Event EventFromRow(Row& row, std::size_t first) {
  Event event = EventAttributesFromRow(row, first);
  event.payload = row.TakeBytes(first + kEventColumns - 1);
  return event;
}

Event EventAttributesFromRow(Row& row, std::size_t first) {
  Event event;
  event.id = Uuid::Parse(row.Text(first)).value_or(Uuid());
  event.topic = row.TakeText(first + 1);
  event.source = row.TakeText(first + 2);
  event.type = row.TakeText(first + 3);
  event.subject = row.TakeText(first + 4);
  event.revision = row.Integer(first + 5);
  event.time = FromMicroseconds(row.Integer(first + 6));
  event.region = row.TakeText(first + 7);
  event.offices = SplitOffices(row.Text(first + 8));
  event.dataschema = row.TakeText(first + 9);
  event.traceparent = row.TakeText(first + 10);
  return event;
}

}  // namespace sinergi
