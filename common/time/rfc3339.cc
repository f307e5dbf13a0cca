#include "common/time/rfc3339.h"

#include <chrono>

namespace sinergi {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMicrosecondDigits = 6;

// What four digits of a year can say in UTC.
constexpr Instant kFirst(std::chrono::sys_days(0y / 1 / 1));
constexpr Instant kEnd(std::chrono::sys_days(10'000y / 1 / 1));

// Takes text from its front; once something did not fit, all that follows fails.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  // Exactly so many digits, at most `most`.
  int Number(std::size_t digits, int most) {
    if (rest_.size() < digits) return Fail();
    int value = 0;
    for (const char digit : rest_.substr(0, digits)) {
      if (digit < '0' || digit > '9') return Fail();
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(digits);
    return value <= most ? value : Fail();
  }

  // Which of the characters comes next; 0 when none does.
  char Either(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return 0;
    const char taken = rest_.front();
    rest_.remove_prefix(1);
    return taken;
  }

  void Must(std::string_view characters) {
    if (Either(characters) == 0) Fail();
  }

  // The digits of a fraction of a second, one at least.
  std::chrono::microseconds Fraction() {
    int microseconds = 0;
    std::size_t digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++digits) {
      if (digits < kMicrosecondDigits) microseconds = microseconds * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (digits == 0) Fail();
    for (; digits < kMicrosecondDigits; ++digits) microseconds *= 10;
    return std::chrono::microseconds(microseconds);
  }

  bool Finished() const { return good_ && rest_.empty(); }

 private:
  int Fail() {
    good_ = false;
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::chrono::minutes Offset(Scanner& scanner) {
  if (scanner.Either("Zz") != 0) return {};
  const bool west = scanner.Either("-") != 0;
  if (!west) scanner.Must("+");
  const std::chrono::hours hours(scanner.Number(2, 23));
  scanner.Must(":");
  const std::chrono::minutes offset = hours + std::chrono::minutes(scanner.Number(2, 59));
  return west ? -offset : offset;
}

}  // namespace

std::optional<Instant> ParseRfc3339(std::string_view text) {
  Scanner scanner(text);
  const std::chrono::year year(scanner.Number(4, 9999));
  scanner.Must("-");
  const std::chrono::month month(static_cast<unsigned>(scanner.Number(2, 12)));
  scanner.Must("-");
  const std::chrono::day day(static_cast<unsigned>(scanner.Number(2, 31)));
  scanner.Must("Tt");
  const std::chrono::hours hours(scanner.Number(2, 23));
  scanner.Must(":");
  const std::chrono::minutes minutes(scanner.Number(2, 59));
  scanner.Must(":");
  const std::chrono::seconds seconds(scanner.Number(2, 60));  // 60 is a leap second
  const auto fraction =
      scanner.Either(".") != 0 ? scanner.Fraction() : std::chrono::microseconds(0);
  const std::chrono::minutes offset = Offset(scanner);
  const std::chrono::year_month_day date(year, month, day);
  if (!scanner.Finished() || !date.ok()) return std::nullopt;
  const Instant time =
      Instant(std::chrono::sys_days(date)) + hours + minutes + seconds + fraction - offset;
  if (time < kFirst || time >= kEnd) return std::nullopt;
  return time;
}

}  // namespace sinergi
