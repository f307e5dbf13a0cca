#pragma once

#include <map>
#include <vector>

#include "services/notifications/storage/delivery_rows.h"

namespace sinergi::notifications {

// What one turn of deliveries changes, for several lines at once.
struct DeliveryChanges {
  std::vector<LineRow> lines;
  std::vector<DeliveryRow> inserted;
  std::vector<DeliveryRow> updated;
  std::vector<DeliveryRow> deleted;
  std::vector<AttemptRow> attempts;
  std::vector<DeliveryRow> replayed;  // delivered by a replay: their dead letters are none any more
  std::vector<LineKey> finished;      // replays of which nothing is left
  std::vector<SubscriptionId> ended;  // whose contacts are told, as for every delivery given up

  bool empty() const {
    return lines.empty() && inserted.empty() && updated.empty() && deleted.empty() &&
           attempts.empty() && replayed.empty() && finished.empty() && ended.empty();
  }

  // What each line changes, and a replay of its subscription's dead letters.
  std::map<LineKey, DeliveryChanges> ByLine() const;
};

}  // namespace sinergi::notifications
