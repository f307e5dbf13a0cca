#include "common/database/migrations.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace sinergi {

// FNV-1a: nobody attacks it.
std::string ChecksumOf(std::string_view sql) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : sql) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

}  // namespace sinergi
