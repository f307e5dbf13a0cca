#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/ids/uuid.h"
#include "common/result/error.h"
#include "services/referrals/domain/screening.h"

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

// The numbers are stored and go over the wire: they never change.
enum class Sex { kFemale = 1, kMale = 2 };
inline constexpr int kSexes = 2;

// What the receiver writes of the outcome, besides the note: what stood in the way, what it
// concludes, and what is to follow.
struct OutcomeWords {
  std::string obstacles;
  std::string conclusion;
  std::string follow_up;
  bool operator==(const OutcomeWords&) const = default;
};

// Who is referred, and every free text about them. Lives in the vault.
struct Person {
  std::string name;
  std::optional<Nik> nik;
  std::string phone;
  std::string note;
  std::string rejection_note;
  std::string outcome_note;
  std::optional<std::chrono::sys_days> birth_date;
  std::optional<Sex> sex;
  std::string hold_note = {};
  std::string cancellation_note = {};
  std::string failure_note = {};
  std::optional<Screening> screening = {};
  std::string legal_document = {};  // of a court
  std::vector<std::string> session_notes = {};
  OutcomeWords outcome_words = {};

  bool operator==(const Person&) const = default;
};

// Whether who was born then is a minor today: under 18 years of age (Law 35/2014, article 1).
bool IsMinor(std::chrono::sys_days born, std::chrono::sys_days today);

// What of the NIK does not fit the rest, for a warning: it may be right all the same (PP 40/2019,
// article 30). `is_area` says whether the six digits it begins with, with dots between each two,
// are a district of today.
std::vector<const Reason*> DoubtsAboutNik(const Person& person,
                                          const std::function<bool(std::string_view)>& is_area);

}  // namespace sinergi::referrals
