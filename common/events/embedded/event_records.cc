#include "common/events/embedded/event_records.h"

#include <algorithm>
#include <utility>

namespace sinergi {
namespace {

constexpr std::chrono::seconds kDatabaseTime{30};
constexpr char kOfficeSeparator = ',';

constexpr Statement kAppend{R"sql(
  INSERT INTO records (topic, id, source, type, subject, revision, time_us, region, offices,
                       dataschema, traceparent, payload)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql"};

constexpr Statement kReadOn{R"sql(
  SELECT position, topic, id, source, type, subject, revision, time_us, region, offices,
         dataschema, traceparent, payload
  FROM records
  WHERE topic = $2 AND position > coalesce(
    (SELECT p.position FROM places AS p WHERE p.consumer = $1 AND p.topic = $2), 0)
  ORDER BY position LIMIT $3)sql"};

constexpr Statement kStorePlace{R"sql(
  INSERT INTO places (consumer, topic, position) VALUES ($1, $2, $3)
  ON CONFLICT (consumer, topic) DO UPDATE SET position = excluded.position)sql"};

using PlacedEvent = std::pair<std::int64_t, Event>;

std::string Joined(const std::vector<std::string>& offices) {
  std::string text;
  for (const std::string& office : offices) {
    if (!text.empty()) text += kOfficeSeparator;
    text += office;
  }
  return text;
}

std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> offices;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(kOfficeSeparator), text.size());
    offices.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return offices;
}

Blob BlobOf(const Uuid& id) { return {std::string(id.bytes().begin(), id.bytes().end())}; }

Uuid UuidOf(const std::string& bytes) {
  std::array<std::uint8_t, 16> id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return Uuid(id);
}

Values ParametersOf(const Event& event) {
  return {event.topic,
          BlobOf(event.id),
          event.source,
          event.type,
          event.subject,
          event.revision,
          ToMicroseconds(event.time),
          event.region,
          Joined(event.offices),
          event.dataschema,
          event.traceparent,
          Blob{event.payload}};
}

Event EventOf(const Row& row) {
  Event event;
  event.topic = row.Text(1);
  event.id = UuidOf(row.Bytes(2));
  event.source = row.Text(3);
  event.type = row.Text(4);
  event.subject = row.Text(5);
  event.revision = row.Integer(6);
  event.time = FromMicroseconds(row.Integer(7));
  event.region = row.Text(8);
  event.offices = Split(row.Text(9));
  event.dataschema = row.Text(10);
  event.traceparent = row.Text(11);
  event.payload = row.Bytes(12);
  return event;
}

EventBatch FirstOf(std::vector<PlacedEvent> placed, std::size_t limit) {
  std::sort(placed.begin(), placed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  if (placed.size() > limit) placed.resize(limit);
  EventBatch batch;
  batch.events.reserve(placed.size());
  for (auto& [position, event] : placed) {
    batch.reached[event.topic] = position;
    batch.events.push_back(std::move(event));
  }
  return batch;
}

}  // namespace

Status EventRecords::Append(std::span<const Event* const> events) {
  return database_.Transact(Deadline::In(kDatabaseTime), [&](Transaction& tx) {
    for (const Event* event : events) tx.Execute(kAppend, ParametersOf(*event));
    return Status::Ok();
  });
}

Result<EventBatch> EventRecords::Next(const std::string& consumer,
                                      std::span<const std::string> topics, std::size_t limit) {
  std::vector<PlacedEvent> placed;
  for (const std::string& topic : topics) {
    const auto rows = database_.Query(Deadline::In(kDatabaseTime), kReadOn,
                                      {consumer, topic, static_cast<std::int64_t>(limit)});
    if (!rows) return rows.error();
    for (const Row& row : *rows) placed.emplace_back(row.Integer(0), EventOf(row));
  }
  return FirstOf(std::move(placed), limit);
}

Status EventRecords::StorePlaces(const std::string& consumer,
                                 const std::map<std::string, std::int64_t>& reached) {
  return database_.Transact(Deadline::In(kDatabaseTime), [&](Transaction& tx) {
    for (const auto& [topic, position] : reached) {
      tx.Execute(kStorePlace, {consumer, topic, position});
    }
    return Status::Ok();
  });
}

}  // namespace sinergi
