#include "common/result/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace sinergi {
namespace {

TEST(Utf8Test, EveryLengthIsAccepted) {
  for (const std::string text : {"", "a", "\x7f", "é", "€", "𐍈", "Desa “Bersinar” 🌾"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
  EXPECT_TRUE(IsUtf8(std::string_view("\0", 1)));
}

TEST(Utf8Test, TheFirstAndTheLastOfEachLengthAreAccepted) {
  for (const char* text : {"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text)) << text;
  }
}

TEST(Utf8Test, OverlongFormsAreRefused) {
  for (const char* text : {"\xc0\xaf", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

TEST(Utf8Test, SurrogatesAndWhatLiesBeyondUnicodeAreRefused) {
  for (const char* text :
       {"\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

TEST(Utf8Test, BrokenSequencesAreRefused) {
  for (const char* text : {"\x80", "\xbf", "\xff", "\xc3", "\xe2\x82", "\xf0\x90\x8d", "\xc3z",
                           "\xe2z\xac", "\xe2\x82z", "\xf0\x90\x8dz", "ok \xe2\x82"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

TEST(Utf8Test, CountsCharactersAndNotBytes) {
  EXPECT_EQ(CountCharacters(""), 0U);
  EXPECT_EQ(CountCharacters("abc"), 3U);
  EXPECT_EQ(CountCharacters("é€𐍈"), 3U);
}

}  // namespace
}  // namespace sinergi
