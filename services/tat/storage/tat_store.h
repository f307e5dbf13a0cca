#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

// How rows of tat_viewers name somebody: the team of an office, and an investigator's side, which
// is another one though it may be of the same office. Never as those of referrals do.
std::string TeamViewer(const std::string& office);
std::string InvestigatorViewer(const Investigator& investigator);

// The next page of a list, the newest first.
struct TatQuery {
  std::int64_t before_submitted = 0;
  std::string before_id = {};
  std::int64_t limit = 0;
  std::optional<TatState> state = {};
};

// The next page of what an office owes, the most urgent first.
struct TatWaitingQuery {
  std::string office;
  std::int64_t after_due = 0;
  std::string after_id = {};
  std::int64_t limit = 0;
};

// Rows of requests and of who may see them. What the viewer of `terms` may not see is not there.
class TatStore {
 public:
  // With its viewers: the investigator's side and the office. A reference that is taken breaks
  // tat_requests_reference_key.
  static void Insert(Transaction& tx, const TatRequest& request);

  // By its id, as it is after a change.
  static void Update(Transaction& tx, const TatRequest& request);

  // The office sees the request from now on, and not what it is about.
  static void AddViewer(Transaction& tx, const TatRequest& request, const std::string& office);

  static Result<bool> HasAny(Database& database, Deadline deadline);

  // With its row locked; seen or not, where there is no second wall.
  static Result<std::optional<TatRequest>> FindForUpdate(Transaction& tx, TatRequestId id);
  static Result<bool> MaySee(Transaction& tx, const TatRequest& request, const std::string& viewer);

  static Result<std::optional<TatRequest>> Find(Database& database, const Terms& terms,
                                                TatRequestId id);
  static Result<std::optional<TatRequest>> Find(Database& database, const Terms& terms,
                                                const std::string& reference);
  static Result<std::vector<TatRequest>> List(Database& database, const Terms& terms,
                                              const TatQuery& query);
  static Result<std::vector<TatRequest>> ListWaiting(Database& database, const Terms& terms,
                                                     const TatWaitingQuery& query);
};

}  // namespace sinergi::tat
