#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sinergi {

// The packed file: a header, the records by code, the record numbers by folded name and then code,
// and the names, each its length in one byte and then its bytes. Little-endian, as it is in memory.
struct PackedHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t record_count;
  std::array<std::uint32_t, 4> level_counts;  // by RegionLevel, ended areas too
  std::uint32_t names_size;                   // bytes
  std::uint32_t reserved;
  std::uint64_t body_checksum;    // of everything behind the header
  std::uint64_t header_checksum;  // of what stands before it
};

struct PackedRecord {
  std::uint64_t code;       // RegionCode::packed()
  std::uint32_t name;       // where its length stands among the names
  std::uint32_t name_rank;  // its place in the order by name
  std::int32_t valid_from;  // days since 1970, or kNoDay
  std::int32_t valid_to;
};

static_assert(sizeof(PackedHeader) == 56 && sizeof(PackedRecord) == 24);

inline constexpr std::array<char, 8> kPackedMagic{'S', 'I', 'N', 'E', 'R', 'G', 'I', 'W'};
inline constexpr std::uint32_t kPackedVersion = 1;
inline constexpr std::int32_t kNoDay = INT32_MIN;
inline constexpr std::size_t kLongestName = 255;  // bytes

// Tells damage, not malice: a change within any eight bytes always shows.
std::uint64_t PackedChecksum(std::span<const std::byte> bytes);

std::uint64_t HeaderChecksum(const PackedHeader& header);

}  // namespace sinergi
