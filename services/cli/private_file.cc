#include "services/cli/private_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <string_view>

namespace sinergi::cli {
namespace {

constexpr std::streamsize kMostBytes = 64 * 1024;

bool WriteAll(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = write(file, content.data(), content.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) content.remove_prefix(static_cast<std::size_t>(put));
  }
  return fsync(file) == 0;
}

}  // namespace

bool WritePrivateFile(const std::filesystem::path& path, const std::string& content) {
  std::string draft = path.string() + ".XXXXXX";
  const int file = mkostemp(draft.data(), O_CLOEXEC);  // mode 0600
  if (file < 0) return false;
  const bool written = WriteAll(file, content);
  const bool closed = close(file) == 0;
  if (written && closed && rename(draft.c_str(), path.c_str()) == 0) return true;
  unlink(draft.c_str());
  return false;
}

std::optional<std::string> ReadSmallFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string content(static_cast<std::size_t>(kMostBytes), '\0');
  file.read(content.data(), kMostBytes);
  if (file.bad()) return std::nullopt;
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

}  // namespace sinergi::cli
