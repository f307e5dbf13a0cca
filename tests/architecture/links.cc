#include "tests/architecture/links.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {
namespace {

namespace fs = std::filesystem;

// Made by a build or a run, or part of a library's tree.
constexpr std::array<std::string_view, 4> kElsewhere{"build/", "var/", "google/", "grpcpp/"};

bool LooksLikeAPath(const std::string& text) {
  static const std::regex kPath("[A-Za-z0-9_.{},/-]+");
  static const std::regex kExtension(".*/[^/]*\\.(\\{[a-z,]+\\}|[a-z]{1,6})");
  if (!std::regex_match(text, kPath) || text.front() == '/' || text.front() == '-') return false;
  if (text.find('/') == std::string::npos) return false;
  if (std::any_of(kElsewhere.begin(), kElsewhere.end(),
                  [&](std::string_view prefix) { return text.starts_with(prefix); })) {
    return false;
  }
  return text.ends_with('/') || std::regex_match(text, kExtension);
}

// "a.{h,cc}" is a.h and a.cc.
std::vector<std::string> Expand(const std::string& path) {
  const std::size_t open = path.find('{');
  const std::size_t close = path.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {path};
  std::vector<std::string> paths;
  for (const std::string& choice : Split(path.substr(open + 1, close - open - 1), ',')) {
    for (std::string& rest : Expand(path.substr(0, open) + choice + path.substr(close + 1))) {
      paths.push_back(std::move(rest));
    }
  }
  return paths;
}

void AddLinks(const std::string& line, std::size_t number, std::vector<Mention>& mentions) {
  static const std::regex kLink("\\]\\(([^)\\s]+)\\)");
  static const std::regex kAddress("[a-z]+:.*");
  for (std::sregex_iterator at(line.begin(), line.end(), kLink), end; at != end; ++at) {
    const std::string target = Split((*at)[1].str(), '#').front();
    if (target.empty() || std::regex_match(target, kAddress)) continue;
    mentions.push_back({number, target, true});
  }
}

void AddPaths(const std::string& line, std::size_t number, std::vector<Mention>& mentions) {
  static const std::regex kQuoted("`([^`]+)`");
  for (std::sregex_iterator at(line.begin(), line.end(), kQuoted), end; at != end; ++at) {
    if (!LooksLikeAPath((*at)[1])) continue;
    for (const std::string& path : Expand((*at)[1])) mentions.push_back({number, path, false});
  }
}

bool Leads(const std::string& page, const Mention& mention,
           const std::function<bool(const std::string&)>& exists) {
  const auto there = [&](const fs::path& path) {
    std::string normal = path.lexically_normal().string();
    if (normal.ends_with('/')) normal.pop_back();
    return normal.empty() || normal == "." || exists(normal);
  };
  if (there(fs::path(page).parent_path() / mention.target)) return true;
  return !mention.link && (there(mention.target) || there(fs::path("proto") / mention.target));
}

}  // namespace

std::vector<Mention> MentionsOf(std::string_view markdown) {
  std::vector<Mention> mentions;
  std::size_t number = 0;
  bool fenced = false;
  for (const std::string_view line : Lines(markdown)) {
    ++number;
    if (Trim(line).starts_with("```")) fenced = !fenced;
    if (fenced) continue;
    AddLinks(std::string(line), number, mentions);
    AddPaths(std::string(line), number, mentions);
  }
  return mentions;
}

std::vector<Mention> DeadMentions(const std::string& page, std::string_view markdown,
                                  const std::function<bool(const std::string&)>& exists) {
  std::vector<Mention> dead = MentionsOf(markdown);
  std::erase_if(dead, [&](const Mention& mention) { return Leads(page, mention, exists); });
  return dead;
}

}  // namespace sinergi::architecture
