#include "services/referrals/domain/referral_reference.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace sinergi::referrals {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Of the seven digits that its random bits decide.
ReferralReference Of(const std::array<std::uint8_t, 7>& digits) {
  std::array<std::uint8_t, 16> bytes{};
  std::copy(digits.begin(), digits.end(), bytes.begin() + 9);
  return ReferralReference::Make(Uuid(bytes));
}

ReferralReference Random() { return ReferralReference::Make(Uuid::Make(Instant())); }

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string Replaced(std::string text, char what, char by) {
  for (char& c : text) c = c == what ? by : c;
  return text;
}

// Where the eight characters stand in "RJ-7K3M-9Q2F".
constexpr std::array<std::size_t, 8> kPlaces{3, 4, 5, 6, 8, 9, 10, 11};

TEST(ReferralReferenceTest, IsReadBackAsItIsWritten) {
  for (int i = 0; i < 1000; ++i) {
    const ReferralReference reference = Random();
    EXPECT_EQ(reference.ToString().size(), 12U);
    EXPECT_EQ(ReferralReference::Parse(reference.ToString()), reference) << reference.ToString();
  }
}

TEST(ReferralReferenceTest, MayBeWrittenInAnyCaseAndWithoutPrefixOrHyphens) {
  const ReferralReference reference = Of({7, 19, 3, 20, 9, 23, 2});
  const std::string text = reference.ToString();
  const std::string bare = text.substr(3, 4) + text.substr(8);
  for (const std::string& written :
       {Lower(text), bare, Lower(bare), "RJ" + bare, "rJ " + bare, text.substr(3),
        "RJ " + text.substr(3, 4) + " " + text.substr(8)}) {
    EXPECT_EQ(ReferralReference::Parse(written), reference) << written;
  }
}

TEST(ReferralReferenceTest, MayBeginWithThePrefixsOwnLetters) {
  const ReferralReference reference = Of({24, 18, 1, 2, 3, 4, 5});
  ASSERT_TRUE(reference.ToString().starts_with("RJ-RJ12-345")) << reference.ToString();
  EXPECT_EQ(ReferralReference::Parse(reference.ToString().substr(3)), reference);
  EXPECT_EQ(ReferralReference::Parse(reference.ToString()), reference);
}

TEST(ReferralReferenceTest, ReadsLookAlikesAsTheDigitsTheyLookLike) {
  const ReferralReference reference = Of({1, 0, 1, 0, 1, 0, 1});
  const std::string text = reference.ToString().substr(3);
  for (const char one : {'I', 'i', 'L', 'l'}) {
    EXPECT_EQ(ReferralReference::Parse(Replaced(text, '1', one)), reference) << one;
  }
  for (const char zero : {'O', 'o'}) {
    EXPECT_EQ(ReferralReference::Parse(Replaced(text, '0', zero)), reference) << zero;
  }
}

TEST(ReferralReferenceTest, FindsEverySingleWrongCharacter) {
  for (int i = 0; i < 20; ++i) {
    const std::string right = Random().ToString();
    for (const std::size_t place : kPlaces) {
      for (const char wrong : kAlphabet) {
        std::string text = right;
        text[place] = wrong;
        EXPECT_EQ(ReferralReference::Parse(text).has_value(), wrong == right[place]) << text;
      }
    }
  }
}

TEST(ReferralReferenceTest, FindsSwappedNeighboursButOneKind) {
  for (int i = 0; i < 200; ++i) {
    const std::string right = Random().ToString();
    for (std::size_t place = 0; place + 1 < kPlaces.size(); ++place) {
      std::string text = right;
      std::swap(text[kPlaces[place]], text[kPlaces[place + 1]]);
      const std::set<char> swapped{text[kPlaces[place]], text[kPlaces[place + 1]]};
      if (swapped.size() == 1 || swapped == std::set<char>{'0', 'Z'}) continue;
      EXPECT_FALSE(ReferralReference::Parse(text)) << right << " as " << text;
    }
  }
}

TEST(ReferralReferenceTest, RefusesWhatIsNone) {
  const std::string text = Random().ToString();
  for (const std::string& wrong :
       {std::string(), std::string("RJ"), std::string("RJ-"), text.substr(0, 11), text + "0",
        "XX" + text.substr(2), "RJ-" + text, text.substr(0, 11) + "U", text.substr(0, 11) + "*"}) {
    EXPECT_FALSE(ReferralReference::Parse(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace sinergi::referrals
