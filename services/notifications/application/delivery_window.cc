#include "services/notifications/application/delivery_window.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace sinergi::notifications {

std::vector<const Delivery*> DeliveryWindow::Send(Instant now,
                                                  const std::function<bool()>& may_send) {
  std::vector<const Delivery*> sent;
  std::map<std::string_view, Step> chains;
  for (Item& item : items_) {
    const std::string_view chain =
        strict_ ? std::string_view() : std::string_view(item.delivery.entry->event.subject);
    const auto before = chains.find(chain);
    const bool is_first = before == chains.end() || before->second == Step::kDelivered;
    if (item.step == Step::kReady && !is_first &&
        (before->second == Step::kFailed || before->second == Step::kHeld)) {
      item.step = Step::kHeld;
    }
    if (item.step == Step::kReady && is_first && may_send()) {
      item.step = Step::kSending;
      item.sent = now;
      sent.push_back(&item.delivery);
    }
    chains[chain] = item.step;
  }
  return sent;
}

bool DeliveryWindow::Take(std::int64_t number, const PostingAnswer& answer) {
  const auto found = std::find_if(items_.begin(), items_.end(), [number](const Item& item) {
    return item.step == Step::kSending && item.delivery.number == number;
  });
  if (found == items_.end()) return false;
  found->step = answer.delivered ? Step::kDelivered : Step::kFailed;
  found->answer = answer;
  return true;
}

void DeliveryWindow::Hold(const std::string& subject) {
  for (Item& item : items_) {
    const bool is_of_subject = item.delivery.entry->event.subject == subject;
    if (item.step == Step::kReady && is_of_subject) item.step = Step::kHeld;
  }
}

std::int64_t DeliveryWindow::Count(Step step) const {
  return std::count_if(items_.begin(), items_.end(),
                       [step](const Item& item) { return item.step == step; });
}

Instant DeliveryWindow::OldestSent() const {
  Instant oldest = Instant::max();
  for (const Item& item : items_) {
    if (item.step == Step::kSending) oldest = std::min(oldest, item.sent);
  }
  return oldest;
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
