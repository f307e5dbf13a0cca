#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/notifications/application/postings.h"

namespace sinergi::notifications {

// The events of a line that are claimed and have no row: each is sent once, those of one chain one
// after the other, and one that fails holds the later ones of its chain. One thread at a time.
class DeliveryWindow {
 public:
  enum class Step { kReady, kSending, kDelivered, kFailed, kHeld };
  struct Item {
    Delivery delivery;
    Step step = Step::kReady;
    Instant sent = {};  // of kSending and later
    PostingAnswer answer = {};
  };

  // In strict order all are one chain, else those of one subject.
  explicit DeliveryWindow(bool strict) : strict_(strict) {}

  bool strict() const { return strict_; }
  bool empty() const { return items_.empty(); }
  const std::vector<Item>& items() const { return items_; }

  void Add(Delivery delivery, bool held) {
    items_.push_back({std::move(delivery), held ? Step::kHeld : Step::kReady});
  }
  void Clear() { items_.clear(); }

  // Calls `may_send` for each that is next in its chain, until it says no; says which are on their
  // way from now on.
  std::vector<const Delivery*> Send(Instant now, const std::function<bool()>& may_send);

  // False when that number is not on its way.
  bool Take(std::int64_t number, const PostingAnswer& answer);

  // What is not yet sent of the subject waits for a row of its own, which is read again before it
  // goes.
  void Hold(const std::string& subject);

  std::int64_t Count(Step step) const;
  // The end of time when nothing is on its way.
  Instant OldestSent() const;

  // Drops what nothing was tried of, from the last on: it needs no rows, for it can be read again.
  // Says whether there was any.
  bool CutUnsent();

 private:
  bool strict_;
  std::vector<Item> items_;
};

}  // namespace sinergi::notifications
