#include "services/notifications/application/delivery_window.h"

namespace sinergi::notifications {

void DeliveryWindow::Set(std::size_t item, Step step) {
  --counts_[static_cast<std::size_t>(items_[item].step)];
  items_[item].step = step;
  ++counts_[static_cast<std::size_t>(step)];
}

void DeliveryWindow::Add(Delivery delivery, bool held) {
  const std::size_t item = items_.size();
  const std::string& subject = delivery.entry->event.subject;
  const auto [last, is_first] = last_.try_emplace(strict_ ? std::string() : subject, item);
  of_number_[delivery.number] = item;
  items_.push_back({std::move(delivery)});
  after_.push_back(kNone);
  ++counts_[static_cast<std::size_t>(Step::kReady)];
  // Whoever comes behind one that is held is held as well.
  const bool behind = !is_first && items_[last->second].step == Step::kHeld;
  if (!is_first) after_[last->second] = item;
  last->second = item;
  if (held || behind) {
    Set(item, Step::kHeld);
  } else if (is_first) {
    next_.push_back(item);
  }
}

void DeliveryWindow::Clear() {
  items_.clear();
  after_.clear();
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
    if (items_[item].step != Step::kReady) {
      next_.pop_front();
      continue;
    }
    if (!may_send()) break;
    next_.pop_front();
    Set(item, Step::kSending);
    items_[item].sent = now;
    sent_.push_back(item);
    sent.push_back(&items_[item].delivery);
  }
  return sent;
}

bool DeliveryWindow::Take(std::int64_t number, const PostingAnswer& answer) {
  const auto found = of_number_.find(number);
  if (found == of_number_.end() || items_[found->second].step != Step::kSending) return false;
  const std::size_t item = found->second;
  items_[item].answer = answer;
  Set(item, answer.delivered ? Step::kDelivered : Step::kFailed);
  if (!answer.delivered) {
    HoldAfter(item);
  } else if (after_[item] != kNone) {
    next_.push_back(after_[item]);
  }
  return true;
}

void DeliveryWindow::HoldAfter(std::size_t item) {
  for (std::size_t one = after_[item]; one != kNone; one = after_[one]) {
    if (items_[one].step == Step::kReady) Set(one, Step::kHeld);
  }
}

void DeliveryWindow::Hold(const std::string& subject) {
  for (std::size_t item = 0; item < items_.size(); ++item) {
    if (items_[item].delivery.entry->event.subject != subject) continue;
    if (items_[item].step != Step::kReady) continue;
    Set(item, Step::kHeld);
    HoldAfter(item);
  }
}

Instant DeliveryWindow::OldestSent() {
  while (!sent_.empty() && items_[sent_.front()].step != Step::kSending) sent_.pop_front();
  return sent_.empty() ? Instant::max() : items_[sent_.front()].sent;
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
