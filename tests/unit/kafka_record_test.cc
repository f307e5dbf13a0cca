// A record as another program writes or reads it, and the event that it carries.
#include <gtest/gtest.h>

#include "common/events/kafka/cloud_event_record.h"
#include "common/events/kafka/reasons.h"
#include "common/time/rfc3339.h"

namespace sinergi {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Event FullEvent() {
  Event event;
  event.id = Uuid::Parse("019b6a9c-1111-7222-8333-444455556666").value();
  event.topic = "sinergi.referrals.v1";
  event.source = "/sinergi/referrals/7";
  event.type = "id.go.bnn.sinergi.referrals.v1.ReferralSent";
  event.subject = "referrals/1";
  event.revision = 12;
  event.time = FromMicroseconds(1'767'000'000'000'001);
  event.region = "32.07";
  event.offices = {"BNNP-JABAR", "BNNK-CIAMIS"};
  event.dataschema = "sinergi.referrals.v1.ReferralSent";
  event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.payload = std::string("\0\x01", 2);
  return event;
}

Headers HeadersOf(const Event& event) {
  Headers headers;
  const EventHeaders written(event);
  for (const RecordHeader& header : written.all()) {
    headers.emplace_back(header.name, header.value);
  }
  return headers;
}

Result<Event> Read(const Headers& headers, std::string_view value = {}) {
  RecordView record{"sinergi.referrals.v1", {}, value};
  for (const auto& [name, content] : headers) record.headers.push_back({name, content});
  return EventOf(record);
}

std::string ProblemOf(const Result<Event>& read) {
  if (read) return "none";
  EXPECT_TRUE(read.error().Is(reasons::kEventRecordInvalid));
  return std::string(read.error().Variable("problem"));
}

// The problem of a good record with one header that is different; without it when there is none.
std::string ProblemWith(const std::string& name, const std::optional<std::string>& value) {
  Headers headers = HeadersOf(FullEvent());
  std::erase_if(headers, [&](const auto& header) { return header.first == name; });
  if (value) headers.emplace_back(name, *value);
  return ProblemOf(Read(headers));
}

TEST(KafkaRecordTest, HasExactlyTheDocumentedHeaders) {
  EXPECT_EQ(HeadersOf(FullEvent()),
            (Headers{{"ce_specversion", "1.0"},
                     {"ce_id", "019b6a9c-1111-7222-8333-444455556666"},
                     {"ce_source", "/sinergi/referrals/7"},
                     {"ce_type", "id.go.bnn.sinergi.referrals.v1.ReferralSent"},
                     {"ce_subject", "referrals/1"},
                     {"ce_time", "2025-12-29T09:20:00.000001Z"},
                     {"ce_dataschema", "sinergi.referrals.v1.ReferralSent"},
                     {"ce_partitionkey", "referrals/1"},
                     {"ce_revision", "12"},
                     {"ce_region", "32.07"},
                     {"ce_office", "BNNP-JABAR,BNNK-CIAMIS"},
                     {"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                     {"content-type", "application/protobuf"}}));
}

TEST(KafkaRecordTest, AnAttributeWithoutAValueHasNoHeader) {
  Event event = FullEvent();
  event.region.clear();
  event.offices.clear();
  event.dataschema.clear();
  event.traceparent.clear();
  EXPECT_EQ(HeadersOf(event).size(), 9U);
  EXPECT_EQ(*Read(HeadersOf(event), event.payload), event);
}

TEST(KafkaRecordTest, IsReadAsTheEventThatWasWritten) {
  const auto read = Read(HeadersOf(FullEvent()), FullEvent().payload);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, FullEvent());
}

TEST(KafkaRecordTest, HeadersThatNobodyKnowsArePassedOver) {
  Headers headers = HeadersOf(FullEvent());
  headers.emplace_back("ce_colour", "\xff");
  headers.emplace_back("ce_colour", "blue");
  EXPECT_TRUE(Read(headers));
}

TEST(KafkaRecordTest, NamesTheHeaderThatIsMissing) {
  for (const char* name : {"ce_specversion", "content-type", "ce_id", "ce_source", "ce_type",
                           "ce_subject", "ce_revision", "ce_time"}) {
    EXPECT_EQ(ProblemWith(name, std::nullopt), std::string(name) + " is missing");
    EXPECT_EQ(ProblemWith(name, ""), std::string(name) + " is missing");
  }
  EXPECT_EQ(ProblemOf(Read({})), "ce_specversion is missing");
}

TEST(KafkaRecordTest, NamesTheHeaderThatIsNotOfItsForm) {
  EXPECT_EQ(ProblemWith("ce_specversion", "0.3"), "ce_specversion is not 1.0");
  EXPECT_EQ(ProblemWith("content-type", "application/json"),
            "content-type is not application/protobuf");
  EXPECT_EQ(ProblemWith("ce_id", "12"), "ce_id is not a UUID");
  EXPECT_EQ(ProblemWith("ce_time", "yesterday"), "ce_time is not a time of RFC 3339");
  for (const char* revision : {"0", "-1", "1x", " 1", "9223372036854775808", "1.0"}) {
    EXPECT_EQ(ProblemWith("ce_revision", revision), "ce_revision is not a number from 1");
  }
}

// A database would not take such a text, and its consumer would never come past it.
TEST(KafkaRecordTest, TextsMustBePlain) {
  EXPECT_EQ(ProblemWith("ce_subject", "a\xff"), "ce_subject is not plain text");
  EXPECT_EQ(ProblemWith("ce_region", std::string("3\0", 2)), "ce_region is not plain text");
  EXPECT_EQ(ProblemWith("ce_office", "A\nB"), "ce_office is not plain text");
  EXPECT_EQ(ProblemWith("traceparent", "\x7f"), "traceparent is not plain text");
}

TEST(KafkaRecordTest, AHeaderMustNotBeThereTwice) {
  Headers headers = HeadersOf(FullEvent());
  headers.emplace_back("ce_subject", "referrals/2");
  EXPECT_EQ(ProblemOf(Read(headers)), "ce_subject is there twice");
}

TEST(RecordTimeTest, ReadsWhatOtherProgramsWrite) {
  const Instant second = FromMicroseconds(1'767'000'000'000'000);
  EXPECT_EQ(ParseRfc3339("2025-12-29T09:20:00Z"), second);
  EXPECT_EQ(ParseRfc3339("2025-12-29t09:20:00z"), second);
  EXPECT_EQ(ParseRfc3339("2025-12-29T16:20:00+07:00"), second);
  EXPECT_EQ(ParseRfc3339("2025-12-28T23:50:00-09:30"), second);
  EXPECT_EQ(ParseRfc3339("2025-12-29T09:20:00.5Z"), second + std::chrono::milliseconds(500));
  EXPECT_EQ(ParseRfc3339("2025-12-29T09:20:00.1234567Z"),
            second + std::chrono::microseconds(123'456));
  EXPECT_EQ(ParseRfc3339("2016-12-31T23:59:60Z"), ParseRfc3339("2017-01-01T00:00:00Z"));
}

TEST(RecordTimeTest, RefusesWhatIsNoMoment) {
  for (const char* text :
       {"", "2025-12-29", "2025-12-29 09:20:00Z", "2025-12-29T09:20:00", "2025-02-30T09:20:00Z",
        "2025-13-01T09:20:00Z", "2025-12-29T24:20:00Z", "2025-12-29T09:60:00Z",
        "2025-12-29T09:20:61Z", "2025-12-29T09:20:00.Z", "2025-12-29T09:20:00Z ",
        "2025-12-29T09:20:00+7:00", "2025-12-29T09:20:00+24:00", "25-12-29T09:20:00Z",
        "+025-12-29T09:20:00Z", "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01"}) {
    EXPECT_FALSE(ParseRfc3339(text)) << text;
  }
}

}  // namespace
}  // namespace sinergi
