#include "tests/architecture/style.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace sinergi::architecture {
namespace {

bool IsSource(const std::filesystem::path& path) {
  static const std::set<std::string> kExtensions{".h", ".cc", ".cmake", ".txt", ".sql", ".sh", ""};
  return kExtensions.contains(path.extension().string());
}

TEST(StyleTest, NoFileIsLongLeavesSomethingOpenOrSleeps) {
  for (const SourceFile& file : ReadTree({"common", "services", "tests"}, IsSource)) {
    if (file.path.starts_with("tests/fuzz/corpus/")) continue;
    for (const std::string& found : StyleBreaches(file)) ADD_FAILURE() << found << ".";
  }
}

std::string ManyLines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "int x;\n";
  return text;
}

TEST(StyleBreachesTest, FindsTheLineThatIsTooMuch) {
  EXPECT_EQ(StyleBreaches({"common/a.cc", ManyLines(300)}).size(), 0U);
  EXPECT_EQ(StyleBreaches({"common/a.cc", ManyLines(301)}).size(), 1U);
}

TEST(StyleBreachesTest, FindsAnOpenEnd) {
  EXPECT_EQ(StyleBreaches({"common/a.cc",
                           "int x;  // TO"
                           "DO\n"})
                .size(),
            1U);
}

TEST(StyleBreachesTest, FindsASleepUnlessItIsEventually) {
  const std::string sleep =
      "std::this_thread::sleep"
      "_for(1s);\n";
  EXPECT_EQ(StyleBreaches({"tests/unit/a_test.cc", sleep}).size(), 1U);
  EXPECT_EQ(StyleBreaches({"tests/support/eventually.h", sleep}).size(), 0U);
}

}  // namespace
}  // namespace sinergi::architecture
