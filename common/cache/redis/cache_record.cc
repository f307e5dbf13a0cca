#include "common/cache/redis/cache_record.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sinergi {
namespace {

constexpr std::size_t kHeadBytes = kGenerationDigits + 1 + kVersionDigits;
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

template <std::size_t Count>
std::string Digits(std::uint64_t number, int base) {
  std::array<char, Count> digits;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, base);
  const auto used = static_cast<std::size_t>(end - digits.data());
  return std::string(Count - used, '0').append(digits.data(), used);
}

std::optional<std::uint64_t> Number(std::string_view text, int base) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc() || read != end) return std::nullopt;
  return number;
}

}  // namespace

std::string VersionText(std::int64_t version) {
  return Digits<kVersionDigits>(static_cast<std::uint64_t>(version) ^ kSignBit, 10);
}

std::string GenerationText(std::uint64_t generation) {
  return Digits<kGenerationDigits>(generation, 16);
}

std::optional<std::uint64_t> ParseGeneration(std::string_view text) {
  if (text.size() != kGenerationDigits) return std::nullopt;
  return Number(text, 16);
}

std::optional<CacheEntry> EntryOf(std::string_view record, std::string_view generation) {
  if (record.size() < kHeadBytes || generation.size() != kGenerationDigits) return std::nullopt;
  if (!record.starts_with(generation) || record[kGenerationDigits] != kEntryMark) {
    return std::nullopt;
  }
  const auto version = Number(record.substr(kGenerationDigits + 1, kVersionDigits), 10);
  if (!version) return std::nullopt;
  return CacheEntry{static_cast<std::int64_t>(*version ^ kSignBit),
                    std::string(record.substr(kHeadBytes))};
}

// Versions are compared as digits only: Redis collates texts by its locale. What is of another
// type under the key is replaced.
const std::string_view kStoreScript = R"lua(
local generation = redis.pcall('GET', KEYS[1])
if type(generation) ~= 'string' then return false end
local mark, version, bytes = ARGV[2], ARGV[3], ARGV[6]
local live = tonumber(ARGV[5])
if mark == 'e' and generation ~= ARGV[1] then
  mark, version, bytes = 't', ARGV[4], ''
end
local head = redis.pcall('GETRANGE', KEYS[2], 0, 36)
if type(head) == 'string' and #head == 37 and string.sub(head, 1, 16) == generation then
  local there = string.sub(head, 18, 37)
  if there > version or (mark == 'e' and there == version) then return generation end
  if string.sub(head, 17, 17) == 't' and mark == 't' then
    live = math.max(live, redis.call('PTTL', KEYS[2]))
  end
end
redis.call('SET', KEYS[2], generation .. mark .. version .. bytes, 'PX', string.format('%.0f', live))
return generation
)lua";

}  // namespace sinergi
