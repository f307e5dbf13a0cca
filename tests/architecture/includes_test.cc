#include <gtest/gtest.h>

#include <set>

#include "tests/architecture/common_table.h"
#include "tests/architecture/include_rules.h"
#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {
namespace {

CommonTable TableOfTheTree() { return CommonTable::Parse(ReadText("common/README.md")); }

TEST(IncludesTest, NoFileIncludesWhatItsFolderMayNotKnow) {
  const CommonTable table = TableOfTheTree();
  for (const SourceFile& file : ReadCpp({"common", "services"})) {
    for (const Breach& breach : FindBreaches(table, file.path, file.text)) {
      ADD_FAILURE() << breach.path << ":" << breach.line << " includes " << breach.include << ": "
                    << breach.instead << ".";
    }
  }
}

TEST(CommonTableTest, HoldsTheWholeOfCommon) {
  const CommonTable table = TableOfTheTree();
  std::set<std::string> folders;
  for (const SourceFile& file : ReadCpp({"common"})) {
    const std::string below = file.path.substr(std::string("common/").size());
    folders.insert(below.substr(0, below.rfind('/')));
  }
  for (const std::string& folder : folders) {
    EXPECT_NE(table.Find(folder), nullptr) << folder << " has no row in common/README.md.";
  }
  for (const PartRow& row : table.rows()) {
    EXPECT_TRUE(folders.contains(row.part)) << row.part << " has a row and no source.";
  }
}

TEST(CommonTableTest, HasNoCycle) { EXPECT_EQ(TableOfTheTree().Cycle(), ""); }

TEST(CommonTableTest, DoesNotContradictItself) {
  for (const std::string& found : TableOfTheTree().Contradictions()) ADD_FAILURE() << found << ".";
}

}  // namespace
}  // namespace sinergi::architecture
