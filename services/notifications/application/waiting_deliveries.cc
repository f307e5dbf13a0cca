#include "services/notifications/application/waiting_deliveries.h"

namespace sinergi::notifications {

void WaitingDeliveries::Set(const std::string& subject, Turn turn, Instant next_try) {
  TakeHead(subject);
  subjects_[subject][turn] = next_try;
  PutHead(subject);
}

void WaitingDeliveries::Remove(const std::string& subject, Turn turn) {
  TakeHead(subject);
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return;
  found->second.erase(turn);
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
