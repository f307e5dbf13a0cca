#pragma once

#include <stop_token>

#include "common/offices/offices.h"
#include "services/tat/application/tat_changes.h"
#include "services/tat/storage/tat_deadlines.h"

namespace sinergi::tat {

// What happens because no recommendation came: an event that reminds the office, then one that its
// time is over, then the office above it sees the request. Each is a change with its event and its
// evidence and happens once, also with several replicas and after a restart: what comes next is a
// row. Whoever does not read the events sees it in the lists.
class TatClock {
 public:
  // All given outlive it. `poll` is how late it may be.
  TatClock(Database& database, const TatChanges& changes, const Offices& offices,
           const Clock& clock, std::chrono::milliseconds poll);

  // Works until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // Everything whose time has come, until `stop` is requested: how much this replica told. What
  // fails is tried again the next time and holds up nothing else; the first such error is returned
  // when all was tried. While the database is away it returns at once.
  Result<std::int64_t> Fire(const std::stop_token& stop = {});

 private:
  Status Take(const TatDeadline& deadline);
  Event Tell(const TatRequest& request, const TatDeadline& deadline,
             const std::string& traceparent) const;
  std::string Above(const std::string& office) const;

  Database& database_;
  const TatChanges& changes_;
  const Offices& offices_;
  const Clock& clock_;
  const std::chrono::milliseconds poll_;
};

}  // namespace sinergi::tat
