#include "services/referrals/domain/person.h"

#include <algorithm>

namespace sinergi::referrals {
namespace {

int Number(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

}  // namespace

std::optional<Nik> Nik::Parse(std::string_view text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.size() != 16 || !digits) return std::nullopt;
  const int day = Number(text.substr(6, 2));
  const int month = Number(text.substr(8, 2));
  const bool day_exists = (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
  if (!day_exists || month < 1 || month > 12 || text.substr(12) == "0000") return std::nullopt;
  return Nik(std::string(text));
}

}  // namespace sinergi::referrals
