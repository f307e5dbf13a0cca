#include "common/regions/packed_format.h"

#include <cstring>

namespace sinergi {
namespace {

constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // odd, so that each step can be undone

std::uint64_t Mix(std::uint64_t state, std::uint64_t word) {
  const std::uint64_t mixed = (state ^ word) * kMultiplier;
  return mixed ^ (mixed >> 29);
}

// Four, because a multiplication takes a while and they do not wait for each other.
using Lanes = std::array<std::uint64_t, 4>;

void MixBlock(Lanes& lanes, const Lanes& block) {
  lanes = {Mix(lanes[0], block[0]), Mix(lanes[1], block[1]), Mix(lanes[2], block[2]),
           Mix(lanes[3], block[3])};
}

}  // namespace

std::uint64_t PackedChecksum(std::span<const std::byte> bytes) {
  Lanes lanes{1, 2, 3, 4};
  Lanes block{};
  std::span<const std::byte> rest = bytes;
  for (; rest.size() >= sizeof(block); rest = rest.subspan(sizeof(block))) {
    std::memcpy(block.data(), rest.data(), sizeof(block));
    MixBlock(lanes, block);
  }
  block = {};
  if (!rest.empty()) std::memcpy(block.data(), rest.data(), rest.size());
  MixBlock(lanes, block);
  std::uint64_t checksum = Mix(0, bytes.size());
  for (const std::uint64_t lane : lanes) checksum = Mix(checksum, lane);
  return checksum;
}

std::uint64_t HeaderChecksum(const PackedHeader& header) {
  const auto bytes = std::as_bytes(std::span(&header, 1));
  return PackedChecksum(bytes.first(offsetof(PackedHeader, header_checksum)));
}

}  // namespace sinergi
