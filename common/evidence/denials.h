#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <tuple>

#include "common/database/database.h"
#include "common/time/clock.h"

namespace sinergi {

// How often whom was refused what and why: counted by caller, action, rule and minute, and written
// once a second, so that somebody who tries often costs no more than somebody who tries once. What
// was counted in the last second is lost when the process is killed, and counts twice when the
// answer to its commit is lost. Any thread.
class Denials {
 public:
  // So many different ones are told apart between two writes; what comes above is counted as of the
  // caller kOthers.
  static constexpr std::size_t kMost = 10'000;
  static constexpr const char* kOthers = "*";

  Denials(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // `caller` is the token's subject, empty where there was no valid token; `action` the method,
  // `rule` the reason's name.
  void Count(const std::string& caller, const std::string& action, const std::string& rule);

  // Writes what was counted. What could not be written is kept for the next time.
  Status Write();

  // Writes every second until `stop` is requested, and once more then. For a worker.
  void Run(std::stop_token stop);

 private:
  using Key = std::tuple<std::int64_t, std::string, std::string, std::string>;  // minute first

  std::map<Key, std::int64_t> TakeAll();
  void AddLocked(const Key& key, std::int64_t count);

  Database& database_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<Key, std::int64_t> counts_;  // guarded by mutex_
};

}  // namespace sinergi
