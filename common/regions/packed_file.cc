#include "common/regions/packed_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "common/regions/folded_name.h"
#include "common/regions/reasons.h"

namespace sinergi {
namespace {

Error Unusable(const Reason& reason, const std::filesystem::path& path, std::string cause) {
  return Error::Of(reason, {{"path", path.string()}}).Because(std::move(cause));
}

class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

}  // namespace

void PackedFile::Unmap::operator()(const std::byte* mapped) const {
  munmap(const_cast<std::byte*>(mapped), size);
}

Result<PackedFile::Mapping> PackedFile::Map(const std::filesystem::path& path) {
  const Descriptor file(path);
  struct stat status {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) {
    return Unusable(reasons::kRegionsFileMissing, path, std::strerror(errno));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || size < sizeof(PackedHeader)) {
    return Unusable(reasons::kRegionsFileForeign, path, "no file, or too short for a header");
  }
  void* const mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.number(), 0);
  if (mapped == MAP_FAILED) {
    return Unusable(reasons::kRegionsFileMissing, path, std::strerror(errno));
  }
  return Mapping(static_cast<const std::byte*>(mapped), Unmap{size});
}

Result<PackedFile> PackedFile::Open(const std::filesystem::path& path) {
  Result<Mapping> mapping = Map(path);
  if (!mapping) return mapping.error();
  PackedFile file(*std::move(mapping));
  if (auto sound = file.Check(path); !sound) return sound.error();
  return file;
}

Status PackedFile::Check(const std::filesystem::path& path) const {
  if (header().magic != kPackedMagic || header().version != kPackedVersion) {
    return Unusable(reasons::kRegionsFileForeign, path, "another magic or version");
  }
  if (header().header_checksum != HeaderChecksum(header())) {
    return Unusable(reasons::kRegionsFileDamaged, path, "the header's checksum is wrong");
  }
  if (!SizesAgree()) {
    return Unusable(reasons::kRegionsFileDamaged, path, "its size is not what the header says");
  }
  if (header().body_checksum != PackedChecksum(body())) {
    return Unusable(reasons::kRegionsFileDamaged, path, "the checksum is wrong");
  }
  if (!RecordsAgree()) {
    return Unusable(reasons::kRegionsFileDamaged, path, "its records contradict each other");
  }
  return Status::Ok();
}

bool PackedFile::SizesAgree() const {
  constexpr std::uint64_t kPerRecord = sizeof(PackedRecord) + sizeof(std::uint32_t);
  const std::uint64_t size = sizeof(PackedHeader) + kPerRecord * header().record_count;
  return size + header().names_size == mapping_.get_deleter().size;
}

// After this, no record number or name leads out of the file, and each area's parent is there.
bool PackedFile::RecordsAgree() const {
  std::array<std::uint32_t, 4> counts{};
  std::array<std::uint64_t, 4> ends{};  // of each level, packed_end() of the latest area
  std::uint64_t least = 0;              // that the next code may be
  for (const PackedRecord& record : records()) {
    if (record.code < least || !RegionCode::IsPacked(record.code)) return false;
    if (!NameAgrees(record.name)) return false;
    const RegionCode code = RegionCode::FromPacked(record.code);
    const auto level = static_cast<std::size_t>(code.level());
    if (level > 0 && record.code >= ends[level - 1]) return false;
    ends[level] = code.packed_end();
    least = record.code + 1;
    ++counts[level];
  }
  const bool numbers_agree = std::ranges::all_of(
      by_name(), [count = header().record_count](std::uint32_t number) { return number < count; });
  return numbers_agree && counts == header().level_counts;
}

bool PackedFile::NameAgrees(std::uint32_t name) const {
  if (name >= header().names_size) return false;
  return static_cast<unsigned char>(names()[name]) < header().names_size - name;
}

const PackedHeader& PackedFile::header() const {
  return *reinterpret_cast<const PackedHeader*>(mapping_.get());
}

std::span<const std::byte> PackedFile::body() const {
  return {mapping_.get() + sizeof(PackedHeader),
          mapping_.get_deleter().size - sizeof(PackedHeader)};
}

std::span<const PackedRecord> PackedFile::records() const {
  return {reinterpret_cast<const PackedRecord*>(body().data()), header().record_count};
}

std::span<const std::uint32_t> PackedFile::by_name() const {
  return {reinterpret_cast<const std::uint32_t*>(records().data() + records().size()),
          header().record_count};
}

const char* PackedFile::names() const {
  return reinterpret_cast<const char*>(by_name().data() + by_name().size());
}

std::string_view PackedFile::NameOf(const PackedRecord& record) const {
  const char* const name = names() + record.name;
  return {name + 1, static_cast<unsigned char>(*name)};
}

std::size_t PackedFile::LowerBound(std::uint64_t packed_code) const {
  const auto found = std::ranges::lower_bound(records(), packed_code, {}, &PackedRecord::code);
  return static_cast<std::size_t>(found - records().begin());
}

std::pair<std::size_t, std::size_t> PackedFile::Subtree(RegionCode code) const {
  return {LowerBound(code.packed()), LowerBound(code.packed_end())};
}

std::pair<std::size_t, std::size_t> PackedFile::NamesBeginning(std::string_view prefix) const {
  const auto beginning = [&](std::uint32_t number) {
    return FoldName(NameOf(records()[number])).substr(0, prefix.size());
  };
  const auto first = std::ranges::lower_bound(by_name(), prefix, {}, beginning);
  const auto last = std::ranges::upper_bound(by_name(), prefix, {}, beginning);
  return {static_cast<std::size_t>(first - by_name().begin()),
          static_cast<std::size_t>(last - by_name().begin())};
}

}  // namespace sinergi
