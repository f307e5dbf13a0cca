#include <gtest/gtest.h>

#include <map>

#include "services/cli/demo_narrator.h"
#include "services/cli/event_text.h"
#include "services/cli/language.h"
#include "services/cli/moments.h"
#include "services/cli/output.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_events.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::RejectionReason;

Language Choose(const std::vector<std::string>& arguments,
                const std::map<std::string, std::string>& environment) {
  return ChooseLanguage(arguments, [&](const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  });
}

TEST(LanguageTest, IsEnglishWhereNothingIsSaid) {
  EXPECT_EQ(Choose({}, {}), Language::kEnglish);
  EXPECT_EQ(Choose({}, {{"LANG", "C.UTF-8"}}), Language::kEnglish);
}

TEST(LanguageTest, FollowsTheFirstLocaleThatIsSet) {
  EXPECT_EQ(Choose({}, {{"LANG", "id_ID.UTF-8"}}), Language::kIndonesian);
  EXPECT_EQ(Choose({}, {{"LC_ALL", ""}, {"LC_MESSAGES", "id_ID"}, {"LANG", "en_US"}}),
            Language::kIndonesian);
  EXPECT_EQ(Choose({}, {{"LC_ALL", "en_US"}, {"LANG", "id_ID"}}), Language::kEnglish);
}

TEST(LanguageTest, ObeysTheOptionWhereverItStands) {
  EXPECT_EQ(Choose({"demo", "--lang", "id"}, {}), Language::kIndonesian);
  EXPECT_EQ(Choose({"--lang=en", "demo"}, {{"LANG", "id_ID"}}), Language::kEnglish);
}

TEST(ShortNameTest, IsWhatAnEnumsValueIsTypedAs) {
  const auto& type = *google::protobuf::GetEnumDescriptor<RejectionReason>();
  EXPECT_EQ(ShortName(type, referrals::v1::REJECTION_REASON_SERVICE_NOT_OFFERED),
            "service-not-offered");
  EXPECT_EQ(ShortName(type, 0), "");
  EXPECT_EQ(ShortName(type, 99), "");
}

TEST(ShortNameTest, IsReadInEitherCaseAndNeverAsUnspecified) {
  const auto& type = *google::protobuf::GetEnumDescriptor<RejectionReason>();
  EXPECT_EQ(ParseShortName(type, "Full"), referrals::v1::REJECTION_REASON_FULL);
  EXPECT_EQ(ParseShortName(type, "not_eligible"), referrals::v1::REJECTION_REASON_NOT_ELIGIBLE);
  EXPECT_EQ(ParseShortName(type, "unspecified"), std::nullopt);
  EXPECT_EQ(ParseShortName(type, ""), std::nullopt);
}

TEST(ShortNameTest, AnUnknownOneIsAnsweredWithAllThereAre) {
  const auto read = ReadEnum<RejectionReason>("--reason", "busy");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.failure().exit_code, kUsage);
  EXPECT_NE(read.failure().error.english.find("full, service-not-offered"), std::string::npos);
  EXPECT_NE(read.failure().error.indonesian.find("full (penuh)"), std::string::npos);
}

TEST(ShortNameTest, EveryValueOfTheContractsHasALabelInBothLanguages) {
  for (const auto* type : {google::protobuf::GetEnumDescriptor<RejectionReason>(),
                           google::protobuf::GetEnumDescriptor<referrals::v1::ReferralState>(),
                           google::protobuf::GetEnumDescriptor<referrals::v1::ReferralPriority>(),
                           google::protobuf::GetEnumDescriptor<referrals::v1::OutcomeResult>(),
                           google::protobuf::GetEnumDescriptor<referrals::v1::FacilityKind>(),
                           google::protobuf::GetEnumDescriptor<referrals::v1::FacilityService>()}) {
    for (int i = 1; i < type->value_count(); ++i) {
      EXPECT_NE(FindLabel(type->value(i)->name()), nullptr) << type->value(i)->name();
    }
  }
}

TEST(TableTest, AlignsColumnsByCharactersNotBytes) {
  Table table({"Name", "Id"});
  table.Add({{"é", Style::kBold}, {"1"}});
  table.Add({{"abcdef"}, {"22"}});
  EXPECT_EQ(table.Render(Painter(false)), "Name    Id\né       1\nabcdef  22\n");
}

TEST(TableTest, PaintsWithoutMovingColumns) {
  Table table({});
  table.Add({{"a", Style::kRed}, {"x"}});
  table.Add({{"bbb"}, {"y"}});
  EXPECT_EQ(table.Render(Painter(true), 2), "  \033[31ma\033[0m    x\n  bbb  y\n");
}

TEST(PrintableTest, LeavesNothingThatATerminalObeys) {
  EXPECT_EQ(Printable("a\033[2Jb\x7f"), "a [2Jb ");
  EXPECT_EQ(Printable("x\xc2\x9bm"), "x m");
  EXPECT_EQ(Printable("Bangka – é"), "Bangka – é");
}

TEST(MomentTest, IsReadAsATimeOrAsHowLongAgo) {
  const Instant now = Instant(std::chrono::hours(1000));
  EXPECT_EQ(ParseMoment("90m", now), now - std::chrono::minutes(90));
  EXPECT_EQ(ParseMoment("2d", now), now - std::chrono::hours(48));
  EXPECT_EQ(ParseMoment("1970-01-01T07:00:00+07:00", now), Instant());
  for (const char* wrong : {"", "m", "-1h", "1w", "1.5h", "yesterday", "99999999d"}) {
    EXPECT_EQ(ParseMoment(wrong, now), std::nullopt) << wrong;
  }
}

TEST(MomentTest, IsShownInTheZoneOrHonestlyInUtc) {
  const Instant instant = Instant(std::chrono::hours(20));
  EXPECT_EQ(LocalTime(instant, TimeZone::kWit), "1970-01-02 05:00:00 WIT");
  EXPECT_EQ(LocalTime(instant, std::nullopt), "1970-01-01 20:00:00 UTC");
}

TEST(EventTypeTest, IsWrittenShortOrInFull) {
  const std::string full = "id.go.bnn.sinergi.referrals.v1.ReferralSent";
  EXPECT_EQ(EventType("referral-sent"), full);
  EXPECT_EQ(EventType("ReferralSent"), full);
  EXPECT_EQ(EventType(full), full);
  EXPECT_EQ(EventLabel(full, Language::kIndonesian), "rujukan dikirim");
  EXPECT_EQ(EventLabel("id.go.bnn.x.v1.NewThing", Language::kEnglish), "NewThing");
}

TEST(FoldTest, BreaksAtSpacesAndIndentsWhatFollows) {
  EXPECT_EQ(Fold("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(Fold("unbreakableword", 5, 0), "unbreakableword");
}

// Whatever is announced is told by its name and by what it is about: a new event is not forgotten.
TEST(EventTextTest, KnowsEveryEventOfReferrals) {
  const auto& file = *referrals::v1::ReferralSent::descriptor()->file();
  for (int i = 0; i < file.message_type_count(); ++i) {
    const auto* type = file.message_type(i);
    if (type->name() == "ReferralFacts") continue;
    SCOPED_TRACE(type->name());
    const std::unique_ptr<google::protobuf::Message> message(
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
    const auto* reflection = message->GetReflection();
    if (const auto* field = type->FindFieldByName("referral")) {
      auto* facts = reflection->MutableMessage(message.get(), field);
      dynamic_cast<referrals::v1::ReferralFacts&>(*facts).set_referral_id("r");
      dynamic_cast<referrals::v1::ReferralFacts&>(*facts).set_reference("RJ-1");
    } else {
      auto* facility = reflection->MutableMessage(message.get(), type->FindFieldByName("facility"));
      dynamic_cast<referrals::v1::Facility&>(*facility).set_name("RJ-1");
    }
    notifications::v1::CloudEvent event;
    event.mutable_data()->PackFrom(*message);
    EXPECT_EQ(ReadEvent(event, Language::kEnglish).name, "RJ-1");
    EXPECT_NE(EventLabel("id.go.bnn." + type->full_name(), Language::kEnglish), type->name());
  }
}

}  // namespace
}  // namespace sinergi::cli
