#include "services/notifications/application/postings.h"

namespace sinergi::notifications {

DeliveryRow RowOf(const LineRow& line, const Delivery& delivery, Instant now) {
  DeliveryRow row;
  row.key = line.key;
  row.epoch = line.epoch;
  row.number = delivery.number;
  row.position = delivery.entry->position;
  row.event_id = delivery.entry->event.id.ToString();
  row.type = delivery.entry->event.type;
  row.subject = delivery.entry->event.subject;
  row.changed = now;
  return row;
}

void PutOff(DeliveryRow& row, const PostingAnswer& answer, const RetrySchedule& schedule,
            Instant now) {
  row.last_answer = answer.text;
  row.changed = now;
  const auto next = schedule.NextTry(row.attempts, now, row.event_id, answer.asked);
  row.next_try = next.value_or(now);
  row.state = next ? DeliveryState::kWaiting : DeliveryState::kDead;
}

AttemptRow AttemptOf(const DeliveryRow& row, const PostingAnswer& answer) {
  return {row.key,      row.epoch, row.number,      row.attempts,
          row.event_id, answer.at, answer.duration, answer.text};
}

}  // namespace sinergi::notifications
