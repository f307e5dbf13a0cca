#include "tests/chaos/account.h"

namespace sinergi::chaos {
namespace {

std::string Name(const std::string& subject, std::int64_t revision) {
  return subject + " revision " + std::to_string(revision);
}

}  // namespace

void Account::Accepted(AcceptedChange change) {
  const std::lock_guard lock(mutex_);
  accepted_.push_back(std::move(change));
}

void Account::Seen(const notifications::v1::Notification& notification) {
  const std::lock_guard lock(mutex_);
  seen_.push_back(notification);
}

std::vector<AcceptedChange> Account::accepted() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

std::size_t Account::AcceptedCount() const {
  const std::lock_guard lock(mutex_);
  return accepted_.size();
}

std::size_t Account::SeenCount() const {
  const std::lock_guard lock(mutex_);
  return seen_.size();
}

std::vector<std::string> Account::Differences() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> differences;
  std::map<std::string, int> times;
  std::map<std::string, std::int64_t> last;
  std::int64_t number = 0;
  for (const auto& notification : seen_) {
    const auto& event = notification.event();
    if (notification.number() != ++number) {
      differences.push_back("number " + std::to_string(notification.number()) + " where " +
                            std::to_string(number) + " was due");
      number = notification.number();
    }
    if (event.revision() != last[event.subject()] + 1) {
      differences.push_back("out of order: " + Name(event.subject(), event.revision()));
    }
    last[event.subject()] = event.revision();
    ++times[Name(event.subject(), event.revision())];
  }
  for (const AcceptedChange& change : accepted_) {
    const std::string name = Name(change.subject, change.revision);
    const int seen = times[name];
    if (seen != 1) {
      differences.push_back("accepted " + name + " was seen " + std::to_string(seen) + " times");
    }
    times.erase(name);
  }
  for (const auto& [name, count] : times) {
    differences.push_back("seen though never accepted: " + name);
  }
  return differences;
}

}  // namespace sinergi::chaos
