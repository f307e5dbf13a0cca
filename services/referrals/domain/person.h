#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/ids/uuid.h"

namespace sinergi::referrals {

using PersonId = Id<struct PersonTag>;

// Nomor Induk Kependudukan: 16 digits, the day of birth plus 40 for women, a serial number from
// 0001. Only what can never exist is refused: a NIK stays as it is even when its date or area is
// wrong (PP 40/2019, article 30).
class Nik {
 public:
  static std::optional<Nik> Parse(std::string_view text);

  const std::string& ToString() const { return digits_; }
  bool operator==(const Nik&) const = default;

 private:
  explicit Nik(std::string digits) : digits_(std::move(digits)) {}

  std::string digits_;
};

// Who is referred, and every free text about them. Lives in the vault.
struct Person {
  std::string name;
  std::optional<Nik> nik;
  std::string phone;
  std::string note;
  std::string rejection_note;
  std::string outcome_note;

  bool operator==(const Person&) const = default;
};

}  // namespace sinergi::referrals
