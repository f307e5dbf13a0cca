#include "tests/architecture/links.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {
namespace {

TEST(LinksTest, EveryPageNamesOnlyWhatExists) {
  const auto is_page = [](const std::filesystem::path& path) {
    return path.filename() == "README.md" ||
           (path.parent_path().filename() == "decisions" && path.extension() == ".md");
  };
  const auto exists = [](const std::string& path) {
    return std::filesystem::exists(Root() / path);
  };
  for (const SourceFile& page : ReadTree({"."}, is_page)) {
    for (const Mention& mention : DeadMentions(page.path, page.text, exists)) {
      ADD_FAILURE() << page.path << ":" << mention.line << " names " << mention.target
                    << ", which does not exist: name what does, or take the sentence out.";
    }
  }
}

std::vector<Mention> Dead(std::string_view markdown) {
  const std::set<std::string> files{"common/ids", "common/ids/uuid.h", "common/ids/uuid.cc",
                                    "proto/sinergi/privacy/v1"};
  return DeadMentions("common/README.md", markdown,
                      [&](const std::string& path) { return files.contains(path); });
}

TEST(DeadMentionsTest, FindsAPathThatIsNotThere) {
  const auto dead = Dead("one\n`common/ids/guid.h`\n");
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].line, 2U);
}

TEST(DeadMentionsTest, FindsAFolderALinkAndOneOfTwoFiles) {
  EXPECT_EQ(Dead("`common/guids/`").size(), 1U);
  EXPECT_EQ(Dead("[ids](guids/uuid.h)").size(), 1U);
  EXPECT_EQ(Dead("`ids/uuid.{h,cpp}`").size(), 1U);
}

TEST(DeadMentionsTest, TakesALinkFromThePageOnly) {
  EXPECT_EQ(Dead("[ids](common/ids/uuid.h)").size(), 1U);
  EXPECT_EQ(Dead("[ids](ids/uuid.h#top)").size(), 0U);
}

TEST(DeadMentionsTest, FindsAPathFromTheTopFromThePageAndInProto) {
  EXPECT_EQ(Dead("`common/ids/uuid.{h,cc}` `ids/` `sinergi/privacy/v1/`").size(), 0U);
}

TEST(DeadMentionsTest, LeavesOutWhatIsNoPathOfTheTree) {
  EXPECT_EQ(Dead("`application/protobuf` `build/debug/x.log` `a/*.h` `x/<y>.h` `/etc/hosts.conf` "
                 "`https://a.b/c.d` [a](https://a.b/c) [b](#c) `google/rpc/status.proto` `n/a`")
                .size(),
            0U);
  EXPECT_EQ(Dead("```\n`common/ids/guid.h`\n```\n").size(), 0U);
}

}  // namespace
}  // namespace sinergi::architecture
