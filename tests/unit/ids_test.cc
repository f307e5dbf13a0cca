#include <gtest/gtest.h>

#include <set>

#include "common/ids/uuid.h"

namespace sinergi {
namespace {

const Instant kNow = FromMicroseconds(1'645'557'742'000'000);  // RFC 9562, appendix A.6

TEST(UuidTest, CarriesTimeVersionAndVariantAsRfc9562Demands) {
  const std::string text = Uuid::Make(kNow).ToString();
  EXPECT_EQ(text.substr(0, 15), "017f22e2-79b0-7");
  EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
}

TEST(UuidTest, ManyOfOneMomentDiffer) {
  std::set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(Uuid::Make(kNow));
  EXPECT_EQ(seen.size(), 1000u);
}

TEST(UuidTest, ReadsWhatItWroteInEitherCase) {
  const Uuid uuid = *Uuid::Parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
  EXPECT_EQ(uuid.ToString(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  EXPECT_EQ(Uuid::Parse(uuid.ToString()), uuid);
}

TEST(UuidTest, RefusesEveryOtherForm) {
  for (const char* text :
       {"", "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2-79b0-7cc3-98c4_dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f "}) {
    EXPECT_FALSE(Uuid::Parse(text)) << text;
  }
}

}  // namespace
}  // namespace sinergi
