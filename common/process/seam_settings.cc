#include "common/process/seam_settings.h"

#include <unistd.h>

#include <array>

#include "common/process/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

std::string ProgramOf(const std::string& service) { return "sinergi-" + service; }

}  // namespace

void SeamSettings::AddTo(SettingsTable& table) {
  table.Add(
      &replica, "replica",
      "Name of this replica, kept over restarts, unlike any other's; empty: the host's name.");
  table.AddSecret(&database, "database", "Database of this service: postgresql://…");
  table.Add(&events, "events", "Where events go and come from: kafka://host:port,…");
  table.Add(&topics, "topics", "File of the topics there are.");
  table.AddSecret(&cache, "cache", "What makes reads fast: redis://…");
  table.AddSecret(&announcements, "announcements", "What wakes other replicas: redis://…");
  table.Add(&connections, "connections", 2, 1000, "Connections to the database at most.");
  table.Add(&copies, "copies", 1, 9, "Copies of a topic that is made.");
}

std::vector<FieldViolation> SeamViolations(const std::string& setting, const std::string& url,
                                           const std::string& local, const std::string& needed) {
  if (url.empty()) return {{setting, &reasons::kFieldRequired, {}}};
  if (!url.starts_with(local)) return {};
  return {{setting, &reasons::kSeamForOneProcess, {{"url", local}, {"needed", needed}}}};
}

Status SeamSettings::Check() const {
  std::vector<FieldViolation> violations;
  const auto add = [&](const std::string& setting, const std::string& url, const std::string& local,
                       const std::string& needed) {
    for (auto& violation : SeamViolations(setting, url, local, needed)) {
      violations.push_back(std::move(violation));
    }
  };
  add("database", database, "sqlite:", "postgresql://…");
  add("events", events, "embedded:", "kafka://…");
  add("cache", cache, "memory:", "redis://…");
  add("announcements", announcements, "memory:", "redis://…");
  return violations.empty() ? Status::Ok() : Status(Error::Invalid(std::move(violations)));
}

std::string SeamSettings::Replica() const {
  if (!replica.empty()) return replica;
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

Result<Seams> SeamSettings::Open(const std::string& service, const Clock& clock,
                                 Metrics& metrics) const {
  Seams seams;
  auto its_database = OpenDatabase(service);
  if (!its_database) return its_database.error();
  seams.database = *std::move(its_database);
  auto its_events = OpenEvents(events, ForEvents(service), metrics);
  if (!its_events) return its_events.error();
  seams.events = *std::move(its_events);
  auto its_cache = OpenCache(cache, clock, service, metrics);
  if (!its_cache) return its_cache.error();
  seams.cache = *std::move(its_cache);
  auto announcer = OpenAnnouncer(announcements, service, metrics);
  if (!announcer) return announcer.error();
  seams.announcer = *std::move(announcer);
  return seams;
}

Result<std::unique_ptr<Database>> SeamSettings::OpenDatabase(const std::string& service) const {
  return sinergi::OpenDatabase(database, {.application = ProgramOf(service) + " " + Replica(),
                                          .connections = connections,
                                          .takes_roles = true});
}

Result<std::unique_ptr<Database>> SeamSettings::OpenDatabaseAt(const std::string& url,
                                                               const std::string& service) const {
  return sinergi::OpenDatabase(
      url, {.application = ProgramOf(service) + " " + Replica(), .connections = connections});
}

Status SeamSettings::PrepareTopics(const std::string& service) const {
  Metrics metrics;
  auto opened = OpenEvents(events, ForEvents(service), metrics);
  return opened ? (*opened)->PrepareTopics() : Status(opened.error());
}

EventOptions SeamSettings::ForEvents(const std::string& service) const {
  return {ProgramOf(service) + "-" + Replica(), topics, copies};
}

}  // namespace sinergi
