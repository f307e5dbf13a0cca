#include "common/csv/csv.h"

#include <gtest/gtest.h>

#include "common/csv/reasons.h"

namespace sinergi {
namespace {

using Fields = std::vector<std::string>;

const Fields kColumns{"code", "name"};

std::vector<CsvRow> Read(std::string_view text) {
  Result<std::vector<CsvRow>> rows = ParseCsv(text, kColumns);
  EXPECT_TRUE(rows) << rows.error().Text(Language::kEnglish);
  return rows ? *std::move(rows) : std::vector<CsvRow>{};
}

// The line that is blamed.
std::string LineRefused(std::string_view text) {
  const Result<std::vector<CsvRow>> rows = ParseCsv(text, kColumns);
  if (rows) return "none";
  EXPECT_TRUE(rows.error().Is(reasons::kCsvMalformed));
  EXPECT_EQ(rows.error().code(), ErrorCode::kInvalidArgument);
  return std::string(rows.error().Variable("line"));
}

TEST(CsvTest, ReadsRowsWithTheLinesTheyBeginOn) {
  const auto rows = Read("code,name\n51,Bali\n52,\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields, (Fields{"51", "Bali"}));
  EXPECT_EQ(rows[1].fields, (Fields{"52", ""}));
  EXPECT_EQ(rows[1].line, 3u);
}

TEST(CsvTest, TakesEitherLineEndAndNoneAtTheEnd) {
  for (const char* text :
       {"code,name\r\n51,Bali\r\n", "code,name\n51,Bali", "code,name\r\n51,Bali"}) {
    const auto rows = Read(text);
    ASSERT_EQ(rows.size(), 1u) << text;
    EXPECT_EQ(rows[0].fields, (Fields{"51", "Bali"})) << text;
  }
}

TEST(CsvTest, AQuotedFieldHoldsCommasQuotesAndLineBreaks) {
  const auto rows = Read("code,name\n51,\"a,\"\"b\"\"\r\nc\"\n52,\"\"\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields[1], "a,\"b\"\r\nc");
  EXPECT_EQ(rows[1].fields[1], "");
  EXPECT_EQ(rows[1].line, 4u);
}

TEST(CsvTest, TheHeaderAloneIsAnEmptyTable) { EXPECT_TRUE(Read("code,name").empty()); }

TEST(CsvTest, TheFirstRowMustBeExactlyTheColumns) {
  for (const char* text : {"", "\n", "name,code\n", "code\n", "code,name,zone\n", "code, name\n",
                           "\xEF\xBB\xBF"
                           "code,name\n"}) {
    EXPECT_EQ(LineRefused(text), "1") << text;
  }
}

TEST(CsvTest, RefusesAQuoteThatIsNotClosedWhereItOpens) {
  EXPECT_EQ(LineRefused("code,name\n51,\"Bali\n52,NTB\n"), "2");
  EXPECT_EQ(LineRefused("code,name\n51,\"Bali\n\"\"52,NTB\n"), "2");
}

TEST(CsvTest, RefusesQuotesOutOfPlace) {
  EXPECT_EQ(LineRefused("code,name\n51,\"Bali\" \n"), "2");
  EXPECT_EQ(LineRefused("code,name\n51,Ba\"li\n"), "2");
  EXPECT_EQ(LineRefused("code,name\n51,\"a\nb\"c\n"), "3");
}

TEST(CsvTest, RefusesARowOfAnotherWidth) {
  EXPECT_EQ(LineRefused("code,name\n51,Bali\n52\n"), "3");
  EXPECT_EQ(LineRefused("code,name\n51,Bali,x\n"), "2");
  EXPECT_EQ(LineRefused("code,name\n51,Bali\n\n"), "3");
}

TEST(CsvTest, RefusesACarriageReturnAlone) {
  EXPECT_EQ(LineRefused("code,name\n51,Ba\rli\n"), "2");
  EXPECT_EQ(LineRefused("code,name\n51,Bali\r"), "2");
}

TEST(CsvTest, RefusesWhatIsNotUtf8WithItsLine) {
  EXPECT_EQ(LineRefused("code,name\n51,Bali\n52,\xE9\n53,NTT\n"), "3");
  EXPECT_EQ(LineRefused("code,name\n51,\xE9"), "2");
  EXPECT_EQ(LineRefused("\xE9"), "1");
}

}  // namespace
}  // namespace sinergi
