#include "common/privacy/secret_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "common/privacy/reasons.h"

namespace sinergi {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

// Closes its descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool IsOpen() const { return number_ >= 0; }

 private:
  const int number_;
};

Error Unusable(const std::filesystem::path& path, const std::string& cause) {
  return Error::Of(reasons::kKeyFileUnusable, {{"path", path.string()}}).Because(cause);
}

Error UnusableByErrno(const std::filesystem::path& path, const char* step) {
  return Unusable(path, std::string(step) + ": " + std::strerror(errno));
}

// The rule of PostgreSQL for its private keys.
bool IsPrivate(const struct stat& file) {
  if (file.st_uid == geteuid()) return (file.st_mode & 0077) == 0;
  return file.st_uid == 0 && (file.st_mode & 0037) == 0;
}

Result<std::string> ReadAll(const std::filesystem::path& path, const Descriptor& file) {
  std::string content;
  std::array<char, 4096> part{};
  while (true) {
    const ssize_t got = read(file.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return UnusableByErrno(path, "read");
    if (got == 0) return content;
    content.append(part.data(), static_cast<std::size_t>(got));
    if (content.size() > kMostBytes) return Unusable(path, "longer than 64 KiB");
  }
}

bool WriteAll(const Descriptor& file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = write(file.number(), content.data(), content.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) content.remove_prefix(static_cast<std::size_t>(put));
  }
  return fsync(file.number()) == 0;
}

bool SyncFolderOf(const std::filesystem::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.IsOpen() && fsync(opened.number()) == 0;
}

}  // namespace

Result<std::optional<std::string>> ReadSecretFile(const std::filesystem::path& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.IsOpen() && errno == ENOENT) return std::optional<std::string>();
  if (!file.IsOpen()) return UnusableByErrno(path, "open");
  struct stat state {};
  if (fstat(file.number(), &state) != 0) return UnusableByErrno(path, "stat");
  if (!S_ISREG(state.st_mode)) return Unusable(path, "not a regular file");
  if (!IsPrivate(state)) return Unusable(path, "others than its owner may use it");
  auto content = ReadAll(path, file);
  if (!content) return content.error();
  return std::optional<std::string>(*std::move(content));
}

Result<std::string> CreateSecretFile(const std::filesystem::path& path, std::string_view content) {
  std::string draft = path.string() + ".XXXXXX";
  const Descriptor file(mkostemp(draft.data(), O_CLOEXEC));  // mode 0600
  if (!file.IsOpen()) return UnusableByErrno(path, "create");
  const bool written = WriteAll(file, content);
  // A hard link gives the name only if nobody has it; a rename would take it away.
  const bool named = written && link(draft.c_str(), path.c_str()) == 0;
  const int reason = errno;
  unlink(draft.c_str());
  errno = reason;
  if (!named && (!written || errno != EEXIST)) return UnusableByErrno(path, "write");
  if (!SyncFolderOf(path)) return UnusableByErrno(path, "sync its folder");
  auto held = ReadSecretFile(path);
  if (!held) return held.error();
  if (!held->has_value()) return Unusable(path, "removed while it was being made");
  return **std::move(held);
}

}  // namespace sinergi
