#include "tests/architecture/reasons.h"

#include <gtest/gtest.h>

namespace sinergi::architecture {
namespace {

std::vector<std::string> RowsOf(const std::vector<DeclaredReason>& reasons) {
  std::vector<std::string> rows;
  for (const DeclaredReason& reason : reasons) rows.push_back(reason.Row());
  return rows;
}

std::string Text(const std::vector<std::string>& rows) {
  std::string text;
  for (const std::string& row : rows) text += row + "\n";
  return text;
}

class CatalogueTest : public testing::Test {
 protected:
  const std::vector<DeclaredReason> declared_ = ReasonsOf(ReadCpp({"common", "services"}));
  const std::vector<std::string> rows_ = RowsOf(declared_);
  const std::vector<std::string> catalogue_ = CatalogueRows(ReadText("proto/README.md"));
};

TEST_F(CatalogueTest, HoldsEveryReasonThatIsDeclared) {
  ASSERT_FALSE(rows_.empty());
  const std::vector<std::string> missing = Missing(rows_, catalogue_);
  EXPECT_TRUE(missing.empty()) << "Add to proto/README.md:\n" << Text(missing);
}

TEST_F(CatalogueTest, HoldsNoReasonThatIsNotDeclared) {
  const std::vector<std::string> left = Missing(catalogue_, rows_);
  EXPECT_TRUE(left.empty()) << "Take out of proto/README.md:\n" << Text(left);
}

TEST_F(CatalogueTest, HoldsEachNameOnce) {
  for (std::size_t i = 1; i < declared_.size(); ++i) {
    EXPECT_NE(declared_[i].name, declared_[i - 1].name)
        << "in " << declared_[i - 1].path << " and " << declared_[i].path;
  }
}

TEST(ReasonsOfTest, ReadsADeclarationOverSeveralLines) {
  const auto reasons = ReasonsOf({{"a.h", R"(inline constexpr Reason kFull{
    ErrorCode::kFailedPrecondition, "FACILITY_FULL",
    "{facility} has "
    "no \"free\" place.",
    "penuh."};)"}});
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].Row(),
            "| `FACILITY_FULL` | FAILED_PRECONDITION | {facility} has no \"free\" place. |");
}

TEST(CatalogueRowsTest, ReadsOneTableOfThePage) {
  const auto rows = CatalogueRows(
      "| event | when |\n|---|---|\n| a | b |\n\n"
      "| reason | code | sentence |\n|---|---|---|\n| `A` | INTERNAL | x |\n\ntext\n");
  EXPECT_EQ(rows, std::vector<std::string>{"| `A` | INTERNAL | x |"});
}

TEST(MissingTest, FindsWhatOneSideLacks) {
  EXPECT_EQ(Missing({"a", "b"}, {"b", "c"}), std::vector<std::string>{"a"});
  EXPECT_EQ(Missing({"b", "c"}, {"a", "b"}), std::vector<std::string>{"c"});
}

}  // namespace
}  // namespace sinergi::architecture
