#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "common/regions/packed_format.h"
#include "common/regions/region_code.h"
#include "common/result/result.h"

namespace sinergi {

// A packed file of areas, mapped and checked whole. Constant after construction; safe from any
// thread. The file may be replaced by renaming another over it, but not be written in place.
class PackedFile {
 public:
  // FAILED_PRECONDITION REGIONS_FILE_MISSING, REGIONS_FILE_FOREIGN or REGIONS_FILE_DAMAGED.
  static Result<PackedFile> Open(const std::filesystem::path& path);

  const PackedHeader& header() const;
  std::span<const PackedRecord> records() const;   // by code
  std::span<const std::uint32_t> by_name() const;  // record numbers
  std::string_view NameOf(const PackedRecord& record) const;

  // The number of the first record whose code is not less than this.
  std::size_t LowerBound(std::uint64_t packed_code) const;

  // The numbers of the records of an area and what lies in it: from the first up to before the
  // second.
  std::pair<std::size_t, std::size_t> Subtree(RegionCode code) const;

  // The places in by_name() of the names that begin so once folded: from the first up to before
  // the second.
  std::pair<std::size_t, std::size_t> NamesBeginning(std::string_view folded_prefix) const;

 private:
  struct Unmap {
    std::size_t size;
    void operator()(const std::byte* mapped) const;
  };
  using Mapping = std::unique_ptr<const std::byte, Unmap>;

  explicit PackedFile(Mapping mapping) : mapping_(std::move(mapping)) {}

  static Result<Mapping> Map(const std::filesystem::path& path);
  Status Check(const std::filesystem::path& path) const;
  bool SizesAgree() const;
  bool RecordsAgree() const;
  bool NameAgrees(std::uint32_t name) const;
  std::span<const std::byte> body() const;
  const char* names() const;

  Mapping mapping_;
};

}  // namespace sinergi
