#include "common/events/kafka/cloud_event_record.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "common/events/kafka/reasons.h"
#include "common/result/utf8.h"
#include "common/time/rfc3339.h"

namespace sinergi {
namespace {

constexpr std::string_view kSpecVersion = "1.0";
constexpr std::string_view kContentType = "application/protobuf";
constexpr char kOfficeSeparator = ',';

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
    if (end > 0) offices.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return offices;
}

bool IsPrintable(std::string_view text) {
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return std::none_of(text.begin(), text.end(), control) && IsUtf8(text);
}

// Takes an event's attributes out of the headers and remembers the first thing that is wrong.
class HeaderReader {
 public:
  explicit HeaderReader(const RecordView& record) : record_(record) {}

  std::string_view Needed(std::string_view name) {
    const auto value = Find(name);
    if (!value || value->empty()) Complain(name, "is missing");
    return value.value_or(std::string_view());
  }

  std::string_view Optional(std::string_view name) {
    return Find(name).value_or(std::string_view());
  }

  void MustBe(std::string_view name, std::string_view wanted) {
    if (Needed(name) != wanted) Complain(name, "is not " + std::string(wanted));
  }

  Uuid NeededUuid(std::string_view name) {
    const auto id = Uuid::Parse(Needed(name));
    if (!id) Complain(name, "is not a UUID");
    return id.value_or(Uuid());
  }

  Instant NeededTime(std::string_view name) {
    const auto time = ParseRfc3339(Needed(name));
    if (!time) Complain(name, "is not a time of RFC 3339");
    return time.value_or(Instant());
  }

  std::int64_t NeededCount(std::string_view name) {
    const std::string_view text = Needed(name);
    std::int64_t count = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failed != std::errc() || end != text.data() + text.size() || count < 1) {
      Complain(name, "is not a number from 1");
    }
    return count;
  }

  const std::string& problem() const { return problem_; }

 private:
  std::optional<std::string_view> Find(std::string_view name) {
    std::optional<std::string_view> found;
    for (const auto& [header, value] : record_.headers) {
      if (header != name) continue;
      if (found) Complain(name, "is there twice");
      found = value;
    }
    if (found && !IsPrintable(*found)) Complain(name, "is not plain text");
    return found;
  }

  void Complain(std::string_view name, const std::string& what) {
    if (problem_.empty()) problem_ = std::string(name) + " " + what;
  }

  const RecordView& record_;
  std::string problem_;
};

}  // namespace

EventHeaders::EventHeaders(const Event& event)
    : id_(event.id.ToString()),
      time_(FormatRfc3339(event.time)),
      revision_(std::to_string(event.revision)),
      offices_(Joined(event.offices)) {
  Add("ce_specversion", kSpecVersion);
  Add("ce_id", id_);
  Add("ce_source", event.source);
  Add("ce_type", event.type);
  Add("ce_subject", event.subject);
  Add("ce_time", time_);
  Add("ce_dataschema", event.dataschema);
  Add("ce_partitionkey", event.subject);
  Add("ce_revision", revision_);
  Add("ce_region", event.region);
  Add("ce_office", offices_);
  Add("traceparent", event.traceparent);
  Add("content-type", kContentType);
}

void EventHeaders::Add(std::string_view name, std::string_view value) {
  if (!value.empty()) headers_[count_++] = {name, value};
}

Result<Event> EventOf(const RecordView& record) {
  HeaderReader reader(record);
  Event event;
  reader.MustBe("ce_specversion", kSpecVersion);
  reader.MustBe("content-type", kContentType);
  event.id = reader.NeededUuid("ce_id");
  event.topic = record.topic;
  event.source = reader.Needed("ce_source");
  event.type = reader.Needed("ce_type");
  event.subject = reader.Needed("ce_subject");
  event.revision = reader.NeededCount("ce_revision");
  event.time = reader.NeededTime("ce_time");
  event.region = reader.Optional("ce_region");
  event.offices = Split(reader.Optional("ce_office"));
  event.dataschema = reader.Optional("ce_dataschema");
  event.traceparent = reader.Optional("traceparent");
  event.payload = record.value;
  if (reader.problem().empty()) return event;
  return Error::Of(reasons::kEventRecordInvalid, {{"problem", reader.problem()}});
}

}  // namespace sinergi
