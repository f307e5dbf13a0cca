#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/cache/cache.h"

namespace sinergi {

// What stands in Redis under a key: the generation it belongs to (16 hexadecimal digits), what it
// is ('e' an entry, 't' a tombstone), its version (20 decimal digits, ordered as text), its bytes.
inline constexpr std::size_t kGenerationDigits = 16;
inline constexpr std::size_t kVersionDigits = 20;
inline constexpr char kEntryMark = 'e';
inline constexpr char kTombstoneMark = 't';

// All versions, negative ones too, as texts that stand in the order of the numbers.
std::string VersionText(std::int64_t version);

std::string GenerationText(std::uint64_t generation);
std::optional<std::uint64_t> ParseGeneration(std::string_view text);

// The entry in `record` if it is one and of this generation.
std::optional<CacheEntry> EntryOf(std::string_view record, std::string_view generation);

// Stores an entry or a tombstone unless what is there forbids it, in one step.
// KEYS: the key of the generation, the key. ARGV: the generation that the writer knows, the mark,
// the version, the version before it, the time to live in ms, the bytes. Answers with the
// generation; nil, with nothing done, when there is none.
// An entry of a writer that knows another generation may have been on its way for long: it leaves
// only a tombstone for what is older.
extern const std::string_view kStoreScript;

}  // namespace sinergi
