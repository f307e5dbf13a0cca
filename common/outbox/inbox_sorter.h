#pragma once

#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "common/outbox/inbox_store.h"

namespace sinergi {

// Where the events of one batch belong, in the light of what is known of their subjects. Works in
// one transaction, in which it locks the subjects; the events outlive it.
class InboxSorter {
 public:
  explicit InboxSorter(Transaction& tx) : tx_(tx) {}

  // Parks what has to wait for an event before it.
  Status Sort(std::span<const Event> events);

  // Notes how far each subject has come, once the effect is there. What is parked right behind has
  // its turn now.
  void SetRevisions(Instant now) const;

  const std::vector<Event>& due() const { return due_; }      // in order per subject
  const std::vector<Event>& jumps() const { return jumps_; }  // parked by Sort
  int repeats() const { return repeats_; }

 private:
  using SubjectKey = std::pair<std::string_view, std::string_view>;
  struct Known : SubjectPlace {
    const Event* last_due = nullptr;
  };

  static SubjectKey KeyOf(const Event& event) { return {event.source, event.subject}; }

  Status FindSubjects(std::span<const Event> events);
  Status Add(const Event& event);
  Status Wait(const Event& event, Known& known);
  void SetDue(const Event& event, Known& known);

  Transaction& tx_;
  std::map<SubjectKey, Known> subjects_;  // the keys are in the events
  std::vector<Event> due_;
  std::vector<Event> jumps_;
  int repeats_ = 0;
};

}  // namespace sinergi
