#include "services/notifications/application/waiting_deliveries.h"

namespace sinergi::notifications {

void WaitingDeliveries::Set(const std::string& subject, std::int64_t position, Instant next_try) {
  TakeHead(subject);
  subjects_[subject][position] = next_try;
  PutHead(subject);
}

void WaitingDeliveries::Remove(const std::string& subject, std::int64_t position) {
  TakeHead(subject);
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return;
  found->second.erase(position);
  if (found->second.empty()) subjects_.erase(found);
  PutHead(subject);
}

void WaitingDeliveries::TakeHead(const std::string& subject) {
  const auto found = subjects_.find(subject);
  if (found != subjects_.end()) heads_.erase({found->second.begin()->second, subject});
}

void WaitingDeliveries::PutHead(const std::string& subject) {
  const auto found = subjects_.find(subject);
  if (found != subjects_.end()) heads_.emplace(found->second.begin()->second, subject);
}

}  // namespace sinergi::notifications
