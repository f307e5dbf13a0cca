#include "common/evidence/denials.h"

#include <chrono>
#include <utility>

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::milliseconds kPause{1000};

constexpr Statement kAdd{R"sql(
  INSERT INTO evidence_denials (minute, caller, action, rule, times) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (minute, caller, action, rule)
  DO UPDATE SET times = evidence_denials.times + excluded.times)sql"};

}  // namespace

void Denials::Count(const std::string& caller, const std::string& action, const std::string& rule) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock_.Now());
  const std::int64_t began = ToMicroseconds(minute);
  const std::lock_guard lock(mutex_);
  AddLocked({began, caller, action, rule}, 1);
}

void Denials::AddLocked(const Key& key, std::int64_t count) {
  const auto known = counts_.find(key);
  if (known != counts_.end()) {
    known->second += count;
  } else if (counts_.size() < kMost) {
    counts_.emplace(key, count);
  } else {
    counts_[{std::get<0>(key), kOthers, kOthers, std::get<3>(key)}] += count;
  }
}

std::map<Denials::Key, std::int64_t> Denials::TakeAll() {
  const std::lock_guard lock(mutex_);
  return std::exchange(counts_, {});
}

Status Denials::Write() {
  const auto counts = TakeAll();
  if (counts.empty()) return Status::Ok();
  const Status written = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) {
    for (const auto& [key, times] : counts) {
      const auto& [minute, caller, action, rule] = key;
      tx.Execute(kAdd, {minute, caller, action, rule, times});
    }
    return Status::Ok();
  });
  if (written) return written;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, times] : counts) AddLocked(key, times);
  return written;
}

void Denials::Run(std::stop_token stop) {
  WakeUp nobody_rings;
  bool last = false;
  while (!last) {
    nobody_rings.WaitFor(stop, kPause);
    last = stop.stop_requested();
    if (auto written = Write(); !written) {
      Log(LogLevel::kWarning, "refusals could not be written; they are kept",
          {{"cause", written.error().cause()}});
    }
  }
}

}  // namespace sinergi
