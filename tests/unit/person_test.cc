#include "services/referrals/domain/person.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace sinergi::referrals {
namespace {

// A number of no real area, with this day, month and serial.
std::string Written(int day, int month, int serial = 1) {
  char text[32];
  std::snprintf(text, sizeof text, "990101%02d%02d85%04d", day, month, serial);
  return text;
}

TEST(NikTest, IsKeptAsItIsWritten) {
  const auto nik = Nik::Parse("9901014507850001");
  ASSERT_TRUE(nik);
  EXPECT_EQ(nik->ToString(), "9901014507850001");
}

TEST(NikTest, TheDayIsThatOfBirthAndPlusFortyForWomen) {
  for (int day = 0; day <= 99; ++day) {
    const bool exists = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
    EXPECT_EQ(Nik::Parse(Written(day, 7)).has_value(), exists) << day;
  }
}

TEST(NikTest, TheMonthIsOneOfTwelve) {
  for (int month = 0; month <= 99; ++month) {
    EXPECT_EQ(Nik::Parse(Written(5, month)).has_value(), month >= 1 && month <= 12) << month;
  }
}

TEST(NikTest, TheSerialNumberBeginsAtOne) {
  EXPECT_FALSE(Nik::Parse(Written(5, 7, 0)));
  EXPECT_TRUE(Nik::Parse(Written(5, 7, 1)));
  EXPECT_TRUE(Nik::Parse(Written(5, 7, 9999)));
}

TEST(NikTest, ADateThatNeverWasIsNoMistakeOfTheirs) {
  EXPECT_TRUE(Nik::Parse(Written(31, 2)));
  EXPECT_TRUE(Nik::Parse(Written(71, 2)));
}

TEST(NikTest, AnAreaThatIsInNoTableIsAccepted) {
  EXPECT_TRUE(Nik::Parse("0000000507850001"));
  EXPECT_TRUE(Nik::Parse("9999990507850001"));
}

TEST(NikTest, HasSixteenDigitsAndNothingElse) {
  for (const char* const text :
       {"", "990101450785001", "99010145078500011", "990101450785000A", " 990101450785001",
        "9901014507850001 ", "99.0101450785001", "99010145078500\xd9\xa1"}) {
    EXPECT_FALSE(Nik::Parse(text)) << text;
  }
}

std::chrono::sys_days Day(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

TEST(IsMinorTest, UntilTheDayBeforeTheEighteenthBirthday) {
  const auto born = Day(2008, 3, 5);
  EXPECT_TRUE(IsMinor(born, born));
  EXPECT_TRUE(IsMinor(born, Day(2026, 3, 4)));
  EXPECT_FALSE(IsMinor(born, Day(2026, 3, 5)));
  EXPECT_TRUE(IsMinor(Day(2008, 2, 29), Day(2026, 2, 28)));
  EXPECT_FALSE(IsMinor(Day(2008, 2, 29), Day(2026, 3, 1)));
}

class NikDoubtsTest : public ::testing::Test {
 protected:
  // The reasons' names; only 19.04.02 is an area.
  static std::vector<std::string> Doubts(const std::string& nik,
                                         std::optional<std::chrono::sys_days> born = {},
                                         std::optional<Sex> sex = {}) {
    const Person person{"", Nik::Parse(nik), "", "", "", "", born, sex};
    std::vector<std::string> names;
    for (const Reason* doubt :
         DoubtsAboutNik(person, [](std::string_view area) { return area == "19.04.02"; })) {
      names.emplace_back(doubt->name);
    }
    return names;
  }
  using Names = std::vector<std::string>;
};

TEST_F(NikDoubtsTest, AreNoneWhereEverythingFits) {
  EXPECT_EQ(Doubts("1904024512850001", Day(1985, 12, 5), Sex::kFemale), Names());
  EXPECT_EQ(Doubts("1904020512850001", Day(1985, 12, 5), Sex::kMale), Names());
  EXPECT_EQ(Doubts("1904020512850001"), Names());
  EXPECT_EQ(Doubts("no NIK"), Names());
}

TEST_F(NikDoubtsTest, AreAboutTheAreaTheDateAndTheSex) {
  EXPECT_EQ(Doubts("9901020512850001"), Names{"NIK_AREA_UNKNOWN"});
  EXPECT_EQ(Doubts("1904023102850001"), Names{"NIK_DATE_IMPOSSIBLE"});
  EXPECT_EQ(Doubts("1904020512850001", Day(1985, 12, 6)), Names{"NIK_BIRTH_DATE_DIFFERS"});
  EXPECT_EQ(Doubts("1904020512850001", {}, Sex::kFemale), Names{"NIK_SEX_DIFFERS"});
}

TEST_F(NikDoubtsTest, AreNotAboutTheCenturyNorALeapDayOfSomeYear) {
  EXPECT_EQ(Doubts("1904020512100001", Day(1910, 12, 5)), Names());
  EXPECT_EQ(Doubts("1904020512100001", Day(2010, 12, 5)), Names());
  EXPECT_EQ(Doubts("1904022902850001"), Names()) << "not every year has it, and some do";
}

}  // namespace
}  // namespace sinergi::referrals
