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

}  // namespace
}  // namespace sinergi::referrals
