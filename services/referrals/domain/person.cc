#include "services/referrals/domain/person.h"

#include <algorithm>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

int Number(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

// The digits of a NIK that say when and of which sex somebody was born.
struct BirthOfNik {
  unsigned day;
  unsigned month;
  int year_of_century;
  Sex sex;
};

BirthOfNik BirthOf(std::string_view digits) {
  const int day = Number(digits.substr(6, 2));
  const bool female = day > 40;
  return {static_cast<unsigned>(female ? day - 40 : day),
          static_cast<unsigned>(Number(digits.substr(8, 2))), Number(digits.substr(10, 2)),
          female ? Sex::kFemale : Sex::kMale};
}

// The century is not told, so a day is impossible only if no year makes it one.
bool CanExist(const BirthOfNik& birth) {
  return std::chrono::year_month_day(std::chrono::year(2000), std::chrono::month(birth.month),
                                     std::chrono::day(birth.day))
      .ok();
}

bool IsOn(const BirthOfNik& birth, std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return static_cast<unsigned>(date.day()) == birth.day &&
         static_cast<unsigned>(date.month()) == birth.month &&
         static_cast<int>(date.year()) % 100 == birth.year_of_century;
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

bool IsMinor(std::chrono::sys_days born, std::chrono::sys_days today) {
  const std::chrono::year_month_day birth(born);
  const std::chrono::year_month_day now(today);
  const int age = static_cast<int>(now.year()) - static_cast<int>(birth.year());
  const bool had_birthday =
      std::pair(now.month(), now.day()) >= std::pair(birth.month(), birth.day());
  return age - (had_birthday ? 0 : 1) < 18;
}

std::vector<const Reason*> DoubtsAboutNik(const Person& person,
                                          const std::function<bool(std::string_view)>& is_area) {
  std::vector<const Reason*> doubts;
  if (!person.nik) return doubts;
  const std::string& digits = person.nik->ToString();
  const std::string area =
      digits.substr(0, 2) + "." + digits.substr(2, 2) + "." + digits.substr(4, 2);
  const BirthOfNik birth = BirthOf(digits);
  if (!is_area(area)) doubts.push_back(&reasons::kNikAreaUnknown);
  if (!CanExist(birth)) doubts.push_back(&reasons::kNikDateImpossible);
  if (person.birth_date && !IsOn(birth, *person.birth_date)) {
    doubts.push_back(&reasons::kNikBirthDateDiffers);
  }
  if (person.sex && *person.sex != birth.sex) doubts.push_back(&reasons::kNikSexDiffers);
  return doubts;
}

}  // namespace sinergi::referrals
