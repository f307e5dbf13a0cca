#include "services/notifications/domain/match_index.h"

#include <algorithm>

#include "services/notifications/domain/programmes.h"

namespace sinergi::notifications {
namespace {

template <class Buckets>
auto* Find(Buckets& buckets, const std::string& key) {
  const auto found = buckets.find(key);
  return found == buckets.end() ? nullptr : &found->second;
}

template <class Buckets>
void RemoveFrom(Buckets& buckets, const std::string& key, SubscriptionId id) {
  auto* const bucket = Find(buckets, key);
  if (bucket == nullptr) return;
  std::erase_if(*bucket, [id](const auto& one) { return one->id == id; });
  if (bucket->empty()) buckets.erase(key);
}

}  // namespace

void MatchIndex::Set(Entry subscription) {
  Remove(subscription->id);
  known_[subscription->id] = subscription;
  if (!subscription->subject.empty()) {
    by_subject_[subscription->subject].push_back(std::move(subscription));
  } else if (!subscription->office.empty()) {
    by_office_[subscription->office].push_back(std::move(subscription));
  } else {
    const SubscriptionId id = subscription->id;
    of_programmes_[id] = std::move(subscription);
  }
}

void MatchIndex::Remove(SubscriptionId id) {
  const auto found = known_.find(id);
  if (found == known_.end()) return;
  const Subscription& known = *found->second;
  if (!known.subject.empty()) {
    RemoveFrom(by_subject_, known.subject, id);
  } else if (!known.office.empty()) {
    RemoveFrom(by_office_, known.office, id);
  } else {
    of_programmes_.erase(id);
  }
  known_.erase(found);
}

bool MatchIndex::IsNamedBefore(const EventTraits& event, std::size_t office) {
  const auto end = event.offices.begin() + static_cast<std::ptrdiff_t>(office);
  return std::find(event.offices.begin(), end, event.offices[office]) != end;
}

const MatchIndex::Bucket* MatchIndex::BySubject(const EventTraits& event) const {
  return by_subject_.empty() ? nullptr : Find(by_subject_, std::string(event.subject));
}

const MatchIndex::Bucket* MatchIndex::ByOffice(const std::string& office) const {
  return Find(by_office_, office);
}

bool MatchIndex::OfProgramme(const EventTraits& event) { return IsOfProgramme(event.type); }

}  // namespace sinergi::notifications
