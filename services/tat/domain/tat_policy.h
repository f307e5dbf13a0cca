#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

// What holds for requests that are received from a day on.
struct TatRule {
  std::chrono::sys_days valid_from;
  std::chrono::seconds within;          // from the receipt
  std::chrono::seconds remind_before;   // the end of that
  std::chrono::seconds escalate_after;  // it
};

// Dated policy: the rule holds whose day is the latest that has come, counted in UTC. Constant
// after construction; safe from any thread.
class TatPolicy {
 public:
  explicit TatPolicy(std::vector<TatRule> rules);

  // Of a request that is received now. None when no rule holds yet. A reminder is never before the
  // receipt.
  std::optional<TatDates> Find(Instant now) const;

 private:
  std::vector<TatRule> rules_;  // the latest first
};

}  // namespace sinergi::tat
