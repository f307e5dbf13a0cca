#include "services/notifications/application/delivery_window.h"

namespace sinergi::notifications {

const std::string& DeliveryWindow::ChainOf(const Delivery& delivery) const {
  static const std::string kAll;
  return strict_ ? kAll : delivery.entry->event.subject;
}

void DeliveryWindow::Set(std::size_t item, Step step) {
  --counts_[static_cast<std::size_t>(At(item).step)];
  At(item).step = step;
  ++counts_[static_cast<std::size_t>(step)];
}

void DeliveryWindow::Add(Delivery delivery, bool held) {
  const std::size_t item = dropped_ + items_.size();
  const auto [last, is_first] = last_.try_emplace(ChainOf(delivery), item);
  of_number_[delivery.number] = item;
  items_.push_back({std::move(delivery)});
  after_.push_back(kNone);
  ++counts_[static_cast<std::size_t>(Step::kReady)];
  const std::size_t before = std::exchange(last->second, item);
  const Step ahead = is_first ? Step::kDelivered : At(before).step;
  if (!is_first) After(before) = item;
  // Whoever comes behind one that cannot go on is held as well.
  if (held || ahead == Step::kHeld || ahead == Step::kFailed) {
    Set(item, Step::kHeld);
  } else if (ahead == Step::kDelivered) {
    next_.push_back(item);
  }
}

void DeliveryWindow::Clear() {
  items_.clear();
  after_.clear();
  dropped_ = 0;
  last_.clear();
  of_number_.clear();
  next_.clear();
  sent_.clear();
  counts_ = {};
}

std::vector<const Delivery*> DeliveryWindow::Send(Instant now,
                                                  const std::function<bool()>& may_send) {
  std::vector<const Delivery*> sent;
  while (!next_.empty()) {
    const std::size_t item = next_.front();
    if (At(item).step != Step::kReady) {
      next_.pop_front();
      continue;
    }
    if (!may_send()) break;
    next_.pop_front();
    Set(item, Step::kSending);
    At(item).sent = now;
    sent_.push_back(item);
    sent.push_back(&At(item).delivery);
  }
  return sent;
}

bool DeliveryWindow::Take(std::int64_t number, const PostingAnswer& answer) {
  const auto found = of_number_.find(number);
  if (found == of_number_.end() || At(found->second).step != Step::kSending) return false;
  const std::size_t item = found->second;
  Set(item, answer.delivered ? Step::kDelivered : Step::kFailed);
  if (!answer.delivered) {
    At(item).answer = answer;
    HoldAfter(item);
  } else if (After(item) != kNone) {
    next_.push_back(After(item));
  }
  return true;
}

void DeliveryWindow::HoldAfter(std::size_t item) {
  for (std::size_t one = After(item); one != kNone; one = After(one)) {
    if (At(one).step == Step::kReady) Set(one, Step::kHeld);
  }
}

void DeliveryWindow::Hold(const std::string& subject) {
  for (std::size_t item = dropped_; item < dropped_ + items_.size(); ++item) {
    if (At(item).delivery.entry->event.subject != subject) continue;
    if (At(item).step != Step::kReady) continue;
    Set(item, Step::kHeld);
    HoldAfter(item);
  }
}

Instant DeliveryWindow::OldestSent() {
  const auto is_over = [this](std::size_t item) {
    return item < dropped_ || At(item).step != Step::kSending;
  };
  while (!sent_.empty() && is_over(sent_.front())) sent_.pop_front();
  return sent_.empty() ? Instant::max() : At(sent_.front()).sent;
}

std::optional<Delivery> DeliveryWindow::DropDelivered() {
  if (items_.empty() || items_.front().step != Step::kDelivered) return std::nullopt;
  --counts_[static_cast<std::size_t>(Step::kDelivered)];
  Delivery first = std::move(items_.front().delivery);
  of_number_.erase(first.number);
  const auto last = last_.find(ChainOf(first));
  if (last->second == dropped_) last_.erase(last);
  items_.pop_front();
  after_.pop_front();
  ++dropped_;
  return first;
}

bool DeliveryWindow::CutUnsent() {
  const std::size_t before = items_.size();
  const auto is_unsent = [this](const Item& item) {
    return item.step == Step::kReady || (strict_ && item.step == Step::kHeld);
  };
  while (!items_.empty() && is_unsent(items_.back())) items_.pop_back();
  return items_.size() < before;
}

}  // namespace sinergi::notifications
