#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sinergi::architecture {
namespace {

namespace fs = std::filesystem;

bool IsMade(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name == "build" || name == "var" || name == ".git" || name == "node_modules";
}

}  // namespace

fs::path Root() {
  const char* source = std::getenv("SINERGI_SOURCE");
  return source != nullptr ? fs::path(source) : fs::current_path();
}

std::vector<SourceFile> ReadTree(const std::vector<std::string>& folders,
                                 const std::function<bool(const fs::path&)>& wanted) {
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(Root() / folder)) continue;
    for (fs::recursive_directory_iterator at(Root() / folder), end; at != end; ++at) {
      if (at->is_directory() && IsMade(at->path())) at.disable_recursion_pending();
      if (!at->is_regular_file() || !wanted(at->path())) continue;
      const fs::path relative = at->path().lexically_relative(Root());
      files.push_back({relative.lexically_normal().string(), ReadText(relative)});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::vector<SourceFile> ReadCpp(const std::vector<std::string>& folders) {
  return ReadTree(folders, [](const fs::path& path) {
    return path.extension() == ".h" || path.extension() == ".cc";
  });
}

std::string ReadText(const fs::path& path) {
  std::ifstream file(Root() / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(Trim(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace sinergi::architecture
