#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "common/process/seams.h"
#include "common/settings/settings.h"

namespace sinergi {

// What a service stands on, opened.
struct Seams {
  std::unique_ptr<Database> database;
  std::unique_ptr<EventSystem> events;
  std::unique_ptr<Cache> cache;
  std::unique_ptr<Announcer> announcer;
};

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

  // Opens everything for `service`: "referrals". The clock and the metrics outlive it.
  Result<Seams> Open(const std::string& service, const Clock& clock, Metrics& metrics) const;

  // The service's own database.
  Result<std::unique_ptr<Database>> OpenDatabase(const std::string& service) const;

  // Another one of the service, at `url`.
  Result<std::unique_ptr<Database>> OpenDatabaseAt(const std::string& url,
                                                   const std::string& service) const;

  // Makes the topics that are missing.
  Status PrepareTopics(const std::string& service) const;

  // What the brokers know the service's replica by, and the topics there are.
  EventOptions ForEvents(const std::string& service) const;
};

// The violation of an address that is missing, or that begins like `local`, which one process only
// can use; empty when it is neither. `needed` is what is asked for instead.
std::vector<FieldViolation> SeamViolations(const std::string& setting, const std::string& url,
                                           const std::string& local, const std::string& needed);

}  // namespace sinergi
