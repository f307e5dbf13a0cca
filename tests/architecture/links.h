#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sinergi::architecture {

// A file or folder of the tree that a page names.
struct Mention {
  std::size_t line;
  std::string target;
  bool link;  // [text](target), relative to the page; otherwise `target` in backticks
};

// What the page names: relative links, and paths in backticks. A path has a slash, and a file's
// extension or a slash at its end; `a.{h,cc}` names both. Patterns, addresses, what a build or a
// run makes and what other projects own are left out, and so is everything in fenced blocks.
std::vector<Mention> MentionsOf(std::string_view markdown);

// The mentions that lead nowhere. `exists` takes a path from the repository's top folder. A path in
// backticks may begin at the top folder, at the page's folder, or in proto/.
std::vector<Mention> DeadMentions(const std::string& page, std::string_view markdown,
                                  const std::function<bool(const std::string&)>& exists);

}  // namespace sinergi::architecture
