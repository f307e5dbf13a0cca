#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::chaos {

// A change whose acceptance the client was told, with all that is needed to ask for it again.
struct AcceptedChange {
  std::string method;    // "CreateReferral"
  std::string actor;     // whose token
  std::string request;   // serialised, with its request_id
  std::string response;  // the first answer, serialised
  std::string subject;   // "referrals/<id>"
  std::int64_t revision = 0;
};

// What the load was told and what the subscriber saw, for the comparison at the end. Any thread.
class Account {
 public:
  void Accepted(AcceptedChange change);
  void Seen(const notifications::v1::Notification& notification);

  std::vector<AcceptedChange> accepted() const;
  std::size_t AcceptedCount() const;
  std::size_t SeenCount() const;

  // Everything that does not add up, a sentence each; empty when all does: each accepted change
  // seen exactly once and nothing else, numbers contiguous from 1, revisions of a subject in order.
  std::vector<std::string> Differences() const;

 private:
  mutable std::mutex mutex_;
  std::vector<AcceptedChange> accepted_;               // guarded by mutex_
  std::vector<notifications::v1::Notification> seen_;  // guarded by mutex_
};

}  // namespace sinergi::chaos
