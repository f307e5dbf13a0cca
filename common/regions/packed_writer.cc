#include "common/regions/packed_writer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <span>
#include <string_view>
#include <unordered_map>

#include "common/regions/folded_name.h"
#include "common/regions/packed_format.h"
#include "common/regions/reasons.h"

namespace sinergi {
namespace {

std::int32_t PackedDay(std::optional<std::chrono::sys_days> day) {
  if (!day) return kNoDay;
  return static_cast<std::int32_t>(day->time_since_epoch().count());
}

// The names one after the other, each once.
class Names {
 public:
  std::uint32_t Add(const std::string& name) {
    const auto [known, is_new] = places_.emplace(name, static_cast<std::uint32_t>(bytes_.size()));
    if (is_new) {
      bytes_ += static_cast<char>(static_cast<unsigned char>(name.size()));
      bytes_ += name;
    }
    return known->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string_view, std::uint32_t> places_;  // the keys are the entries' names
  std::string bytes_;
};

// The entries' numbers by folded name; equal names stay in the order of the codes.
std::vector<std::uint32_t> OrderByName(const std::vector<AreaEntry>& entries) {
  std::vector<std::string> folded;
  folded.reserve(entries.size());
  for (const AreaEntry& entry : entries) folded.push_back(FoldName(entry.name));
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(
      order, {}, [&](std::uint32_t n) -> const auto& { return folded[n]; });
  return order;
}

template <class T>
std::string_view BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string HeaderBytes(const std::vector<AreaEntry>& entries, std::size_t names_size,
                        std::string_view body) {
  PackedHeader header{};
  header.magic = kPackedMagic;
  header.version = kPackedVersion;
  header.record_count = static_cast<std::uint32_t>(entries.size());
  for (const AreaEntry& entry : entries) {
    ++header.level_counts[static_cast<std::size_t>(entry.code.level())];
  }
  header.names_size = static_cast<std::uint32_t>(names_size);
  header.body_checksum = PackedChecksum(std::as_bytes(std::span(body)));
  header.header_checksum = HeaderChecksum(header);
  return {reinterpret_cast<const char*>(&header), sizeof(header)};
}

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// To the disk, readable by everybody; closes the file.
bool WriteDurably(int file, std::string_view bytes) {
  const bool written = WriteAll(file, bytes) && fchmod(file, 0644) == 0 && fsync(file) == 0;
  const int problem = errno;
  const bool closed = close(file) == 0;
  if (!written) errno = problem;
  return written && closed;
}

}  // namespace

std::string PackEntries(const std::vector<AreaEntry>& entries) {
  const std::vector<std::uint32_t> order = OrderByName(entries);
  std::vector<PackedRecord> records(entries.size());
  Names names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    records[i] = {entries[i].code.packed(), names.Add(entries[i].name), 0,
                  PackedDay(entries[i].valid_from), PackedDay(entries[i].valid_to)};
  }
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) records[order[rank]].name_rank = rank;
  std::string body(BytesOf(records));
  body += BytesOf(order);
  body += names.bytes();
  return HeaderBytes(entries, names.bytes().size(), body) + body;
}

Status WritePackedFile(const std::vector<AreaEntry>& entries, const std::filesystem::path& output) {
  std::string temporary = output.string() + ".XXXXXX";
  const int file = mkostemp(temporary.data(), O_CLOEXEC);
  if (file >= 0 && WriteDurably(file, PackEntries(entries)) &&
      std::rename(temporary.c_str(), output.c_str()) == 0) {
    return Status::Ok();
  }
  const std::string cause = std::strerror(errno);
  if (file >= 0) unlink(temporary.c_str());
  return Error::Of(reasons::kRegionsFileUnwritable, {{"path", output.string()}}).Because(cause);
}

}  // namespace sinergi
