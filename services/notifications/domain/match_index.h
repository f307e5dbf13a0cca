#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// Which of many subscriptions an event matches, without asking each: they are kept by what every
// match of theirs must have, a subject, an office or the beginning of a type. One thread at a time.
class MatchIndex {
 public:
  using Entry = std::shared_ptr<const Subscription>;

  // In place of what it was before.
  void Set(Entry subscription);
  void Remove(SubscriptionId id);

  // Calls `found` once for each that matches, in no order.
  template <class Found>
  void Match(const EventTraits& event, Found found) const {
    MatchIn(BySubject(event), event, found);
    for (std::size_t i = 0; i < event.offices.size(); ++i) {
      if (IsNamedBefore(event, i)) continue;
      MatchIn(ByOffice(event.offices[i]), event, found);
    }
    if (!of_programmes_.empty() && OfProgramme(event)) {
      for (const auto& [id, one] : of_programmes_) {
        if (Matches(*one, event)) found(*one);
      }
    }
  }

  std::size_t size() const { return known_.size(); }

 private:
  using Bucket = std::vector<Entry>;
  using Buckets = std::unordered_map<std::string, Bucket>;

  template <class Found>
  static void MatchIn(const Bucket* bucket, const EventTraits& event, Found& found) {
    if (bucket == nullptr) return;
    for (const Entry& one : *bucket) {
      if (Matches(*one, event)) found(*one);
    }
  }

  static bool IsNamedBefore(const EventTraits& event, std::size_t office);
  const Bucket* BySubject(const EventTraits& event) const;
  const Bucket* ByOffice(const std::string& office) const;
  static bool OfProgramme(const EventTraits& event);

  std::map<SubscriptionId, Entry> known_;
  Buckets by_subject_;                             // of those that name one
  Buckets by_office_;                              // of an office's that name no subject
  std::map<SubscriptionId, Entry> of_programmes_;  // of partners that name no subject
};

}  // namespace sinergi::notifications
