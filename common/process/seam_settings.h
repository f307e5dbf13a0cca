#pragma once

#include <cstdint>
#include <string>

#include "common/process/seams.h"
#include "common/settings/settings.h"

namespace sinergi {

// Where a service that runs in a process of its own finds its database, events, cache and wake-ups.
struct SeamSettings {
  std::string replica;  // empty: the host's name
  std::string database;
  std::string events;
  std::string topics = "deploy/kafka/topics.csv";
  std::string cache;
  std::string announcements;
  std::int64_t connections = 16;
  std::int64_t copies = 1;

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or every address that is missing or holds within one process only.
  Status Check() const;

  std::string Replica() const;
  DatabaseOptions ForDatabase(const std::string& program) const;
  EventOptions ForEvents(const std::string& program) const;
};

// The violation of an address that is missing, or that begins like `local`, which one process only
// can use; empty when it is neither. `needed` is what is asked for instead.
std::vector<FieldViolation> SeamViolations(const std::string& setting, const std::string& url,
                                           const std::string& local, const std::string& needed);

}  // namespace sinergi
