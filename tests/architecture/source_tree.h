#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sinergi::architecture {

struct SourceFile {
  std::string path;  // from the repository's top folder: "common/ids/uuid.h"
  std::string text;
};

// The repository's top folder: SINERGI_SOURCE, else the current folder.
std::filesystem::path Root();

// The files below these folders whose path `wanted` accepts, ordered by path. What a build or a run
// makes is never among them.
std::vector<SourceFile> ReadTree(const std::vector<std::string>& folders,
                                 const std::function<bool(const std::filesystem::path&)>& wanted);

// The C++ files below these folders.
std::vector<SourceFile> ReadCpp(const std::vector<std::string>& folders);

// One file of the tree; empty when it is not there.
std::string ReadText(const std::filesystem::path& path);

// The text's lines, without their ends.
std::vector<std::string_view> Lines(std::string_view text);

std::string_view Trim(std::string_view text);

// The parts between the separators, trimmed.
std::vector<std::string> Split(std::string_view text, char separator);

}  // namespace sinergi::architecture
