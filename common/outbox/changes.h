#pragma once

#include <functional>
#include <string>

#include "common/database/database.h"
#include "common/time/clock.h"

namespace sinergi {

// What makes two calls the same change (AIP-155): the caller, the method, the caller's request_id,
// and a hash of everything else in the request.
struct ChangeRequest {
  std::string caller;
  std::string method;
  std::string request_id;
  std::string content_hash;
};

// Runs changes so that each request_id takes effect once and always gets its first answer, after a
// restart and when two of them arrive together. Safe from any thread.
class Changes {
 public:
  // `committed` is called after each commit and each repeat, outside the transaction: it wakes the
  // relay.
  Changes(Database& database, const Clock& clock, std::function<void()> committed);

  // Makes the change and gives its answer, serialised. It may run more than once before it commits.
  using Change = std::function<Result<std::string>(Transaction&)>;

  // The request_id's row, what `change` writes and the answer commit together. A repeat gets the
  // stored answer and runs nothing; INVALID_ARGUMENT REQUEST_ID_REUSED when its content differs. An
  // error of `change` leaves nothing behind, so a corrected request may use the same id.
  Result<std::string> Once(const ChangeRequest& request, const Terms& terms, const Change& change);

 private:
  Result<std::string> Attempt(const ChangeRequest& request, const Terms& terms,
                              const Change& change);
  Result<std::string> FirstAnswer(const ChangeRequest& request, Deadline deadline);

  Database& database_;
  const Clock& clock_;
  std::function<void()> committed_;
};

}  // namespace sinergi
