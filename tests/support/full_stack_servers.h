#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace sinergi::testing {

// PostgreSQL, Redis and Kafka of the test's own, through deploy/servers: on ports of their own that
// they keep, durable, with all they hold in one folder. They are called "postgres", "redis" and
// "kafka". They are removed with this object, and also when the whole test program is killed.
class FullStackServers {
 public:
  explicit FullStackServers(std::filesystem::path folder);
  ~FullStackServers();
  FullStackServers(const FullStackServers&) = delete;
  FullStackServers& operator=(const FullStackServers&) = delete;

  // Starts all of them. False, with a sentence in `problem`, when that is not possible;
  // `is_missing` says whether Kafka just cannot be had on this machine.
  bool StartAll();
  bool is_missing() const { return is_missing_; }

  // Each waits until it is done and fails the test when that is not possible.
  void Start(const std::string& name);
  void Kill(const std::string& name);  // with all its processes, as a crash would
  void Stop(const std::string& name);  // in order

  // It neither answers nor ends, and holds what it held.
  void Pause(const std::string& name);
  void Resume(const std::string& name);

  // "postgresql://…" without a database, "redis://…", "kafka://…". Empty before it was started.
  std::string Url(const std::string& name) const;

  // Where it keeps its data.
  std::filesystem::path DataOf(const std::string& name) const { return folder_ / name; }

  // What happened, for the one who looks for the reason of a failure.
  std::string Log() const;

 private:
  void StartGuard();
  int Run(const std::string& command, const std::string& name);
  pid_t PidOf(const std::string& name) const;

  const std::filesystem::path folder_;
  bool is_missing_ = false;
  pid_t guard_ = -1;
  int guarded_ = -1;  // the end of a pipe: the guard acts when nobody has it open any more
};

}  // namespace sinergi::testing
