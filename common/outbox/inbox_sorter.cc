#include "common/outbox/inbox_sorter.h"

namespace sinergi {

Status InboxSorter::Sort(std::span<const Event> events) {
  if (auto found = FindSubjects(events); !found) return found;
  for (const Event& event : events) {
    if (auto added = Add(event); !added) return added;
  }
  return Status::Ok();
}

// In one order for everybody, so that two batches do not lock each other out.
Status InboxSorter::FindSubjects(std::span<const Event> events) {
  std::map<SubjectKey, const Event*> subjects;
  for (const Event& event : events) subjects.emplace(KeyOf(event), &event);
  std::vector<const Event*> asked;
  asked.reserve(subjects.size());
  for (const auto& [key, event] : subjects) asked.push_back(event);
  const auto found = InboxStore::FindEach(tx_, asked);
  if (!found) return found.error();
  for (std::size_t i = 0; i < asked.size(); ++i) subjects_[KeyOf(*asked[i])] = {(*found)[i], {}};
  return Status::Ok();
}

void InboxSorter::SetRevisions(Instant now) const {
  for (const auto& [key, known] : subjects_) {
    if (known.last_due == nullptr) continue;
    const Event& last = *known.last_due;
    InboxStore::SetRevision(tx_, last);
    if (known.parked) InboxStore::MakeDue(tx_, last, last.revision + 1, now);
  }
}

Status InboxSorter::Add(const Event& event) {
  Known& known = subjects_[KeyOf(event)];
  if (known.revision && event.revision <= *known.revision) {
    ++repeats_;
  } else if (known.parked || (known.revision && event.revision > *known.revision + 1)) {
    return Wait(event, known);
  } else {
    SetDue(event, known);
  }
  return Status::Ok();
}

// The event that a parked subject lacks is due though others are parked behind it.
Status InboxSorter::Wait(const Event& event, Known& known) {
  auto parked = InboxStore::FindParked(tx_, event, event.revision);
  if (!parked) return parked.error();
  if (*parked) {
    ++repeats_;
  } else if (known.revision && event.revision == *known.revision + 1) {
    SetDue(event, known);
  } else {
    InboxStore::Park(tx_, event, 0, std::nullopt, "waits for the event before it");
    known.parked = true;
    jumps_.push_back(event);
  }
  return Status::Ok();
}

void InboxSorter::SetDue(const Event& event, Known& known) {
  due_.push_back(event);
  known.revision = event.revision;
  known.last_due = &event;
}

}  // namespace sinergi
