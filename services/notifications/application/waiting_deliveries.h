#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/time/instant.h"

namespace sinergi::notifications {

// Which deliveries of one line wait: of each subject the first one holds those behind it. Constant
// time but for a logarithm. One thread at a time.
class WaitingDeliveries {
 public:
  // The order within a subject; the same event may wait once for each epoch.
  struct Turn {
    std::int64_t position = 0;
    std::int64_t epoch = 0;
    auto operator<=>(const Turn&) const = default;
  };

  // Also when it waits already, with another time.
  void Set(const std::string& subject, Turn turn, Instant next_try);
  void Remove(const std::string& subject, Turn turn);

  bool empty() const { return subjects_.empty(); }
  bool Holds(const std::string& subject) const { return subjects_.contains(subject); }

  // The earliest time of all that nothing is before; the end of time when none waits.
  Instant NextTry() const { return heads_.empty() ? Instant::max() : heads_.begin()->first; }

 private:
  using Subject = std::map<Turn, Instant>;

  void TakeHead(const std::string& subject);
  void PutHead(const std::string& subject);

  std::map<std::string, Subject> subjects_;
  std::set<std::pair<Instant, std::string>> heads_;
};

}  // namespace sinergi::notifications
