#include "common/outbox/event_row.h"

#include <gmock/gmock.h>

#include "tests/support/event_reader.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Event Full() {
  Event event = testing::MakeEvent("referrals/1", 7);
  event.region = "19.04.02.2020";
  event.offices = {"BNNK-PANGKALPINANG", "BNNP-BABEL"};
  event.dataschema = "sinergi.referrals.v1.ReferralSent";
  event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  event.payload = std::string("\0\xff payload", 10);
  return event;
}

// The columns as a query gives them, after another one.
Row RowOf(const Event& event) {
  Values values{std::int64_t{42}};
  for (Value& value : EventValues(event)) values.push_back(std::move(value));
  return Row(std::move(values));
}

TEST(EventRowTest, AnEventComesBackAsItWas) {
  const Event event = Full();
  Row row = RowOf(event);
  EXPECT_EQ(EventFromRow(row, 1), event);
}

TEST(EventRowTest, HasOneValuePerColumn) { EXPECT_EQ(EventValues(Full()).size(), kEventColumns); }

TEST(EventRowTest, TheAttributesAloneLackThePayloadOnly) {
  Event event = Full();
  Row row = RowOf(event);
  const Event attributes = EventAttributesFromRow(row, 1);
  EXPECT_THAT(attributes.payload, IsEmpty());
  event.payload.clear();
  EXPECT_EQ(attributes, event);
}

TEST(EventRowTest, OfficesAreOneText) {
  EXPECT_EQ(JoinOffices({"BNNK-CIAMIS", "BNNP-JABAR"}), "BNNK-CIAMIS,BNNP-JABAR");
  EXPECT_THAT(SplitOffices("BNNK-CIAMIS,BNNP-JABAR"), ElementsAre("BNNK-CIAMIS", "BNNP-JABAR"));
  EXPECT_EQ(JoinOffices({}), "");
  EXPECT_THAT(SplitOffices(""), IsEmpty());
}

}  // namespace
}  // namespace sinergi
