#pragma once

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
  // Also when it waits already, with another time.
  void Set(const std::string& subject, std::int64_t position, Instant next_try);
  void Remove(const std::string& subject, std::int64_t position);

  bool empty() const { return subjects_.empty(); }
  bool Holds(const std::string& subject) const { return subjects_.contains(subject); }

  // The earliest time of all that nothing is before; the end of time when none waits.
  Instant NextTry() const { return heads_.empty() ? Instant::max() : heads_.begin()->first; }

 private:
  using Subject = std::map<std::int64_t, Instant>;  // position to time

  void TakeHead(const std::string& subject);
  void PutHead(const std::string& subject);

  std::map<std::string, Subject> subjects_;
  std::set<std::pair<Instant, std::string>> heads_;
};

}  // namespace sinergi::notifications
