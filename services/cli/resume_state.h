#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "services/cli/failure.h"

namespace sinergi::cli {

// Where a watch stands: what `sinergi watch --state FILE` remembers.
struct ResumeState {
  std::string subscription_id;
  std::string resume_token;
  std::int64_t epoch = 0;
  std::int64_t number = 0;

  bool operator==(const ResumeState&) const = default;
};

// Nothing when there is no file; a failure when it holds something else.
Answer<std::optional<ResumeState>> LoadResumeState(const std::filesystem::path& path);

// Replaces the file whole or not at all.
Ending SaveResumeState(const std::filesystem::path& path, const ResumeState& state);

// Checks that numbers come one after the other.
class NumberLine {
 public:
  enum class Verdict { kNext, kRepeat, kGap, kNewEpoch };

  // From here on; the next is number + 1.
  void Begin(std::int64_t epoch, std::int64_t number);
  Verdict Judge(std::int64_t epoch, std::int64_t number);

  bool begun() const { return begun_; }
  std::int64_t epoch() const { return epoch_; }
  std::int64_t expected() const { return number_ + 1; }

 private:
  bool begun_ = false;
  std::int64_t epoch_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace sinergi::cli
