#include "common/process/seam_settings.h"

#include <unistd.h>

#include <array>

#include "common/process/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {

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

DatabaseOptions SeamSettings::ForDatabase(const std::string& program) const {
  return {program + " " + Replica(), connections};
}

EventOptions SeamSettings::ForEvents(const std::string& program) const {
  return {program + "-" + Replica(), topics, copies};
}

}  // namespace sinergi
