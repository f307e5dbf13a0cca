#pragma once

#include <array>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/notifications/application/postings.h"

namespace sinergi::notifications {

// The events of a line that are claimed and not settled: each is sent once, those of one chain one
// after the other, and one that fails holds the later ones of its chain. It slides: what is
// delivered leaves it at its beginning, and more is added at its end. What it does for one event
// takes constant time. One thread at a time.
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
  std::int64_t size() const { return static_cast<std::int64_t>(items_.size()); }
  const std::deque<Item>& items() const { return items_; }

  // One that is held waits for a row of its own.
  void Add(Delivery delivery, bool held);
  void Clear();

  // Calls `may_send` for each that is next in its chain, until it says no; says which are on their
  // way from now on.
  std::vector<const Delivery*> Send(Instant now, const std::function<bool()>& may_send);

  // False when that number is not on its way.
  bool Take(std::int64_t number, const PostingAnswer& answer);

  // What is not yet sent of the subject waits for a row of its own, which is read again before it
  // goes.
  void Hold(const std::string& subject);

  std::int64_t Count(Step step) const { return counts_[static_cast<std::size_t>(step)]; }
  // The end of time when nothing is on its way.
  Instant OldestSent();

  // Drops the first of all if it is delivered; nothing otherwise.
  std::optional<Delivery> DropDelivered();

  // Drops what nothing was tried of, from the last on: it needs no rows, for it can be read again.
  // Says whether there was any. Before Clear.
  bool CutUnsent();

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // Items are counted from the first that there ever was.
  Item& At(std::size_t item) { return items_[item - dropped_]; }
  std::size_t& After(std::size_t item) { return after_[item - dropped_]; }
  const std::string& ChainOf(const Delivery& delivery) const;

  void Set(std::size_t item, Step step);
  // Those after it in its chain can go no more.
  void HoldAfter(std::size_t item);

  const bool strict_;
  std::deque<Item> items_;
  std::deque<std::size_t> after_;                            // by item, the next of its chain
  std::size_t dropped_ = 0;                                  // before items_
  std::unordered_map<std::string, std::size_t> last_;        // by chain
  std::unordered_map<std::int64_t, std::size_t> of_number_;  // by number
  std::deque<std::size_t> next_;                             // first of their chains, not yet sent
  std::deque<std::size_t> sent_;          // in the order of sending; some are done
  std::array<std::int64_t, 5> counts_{};  // by step
};

}  // namespace sinergi::notifications
