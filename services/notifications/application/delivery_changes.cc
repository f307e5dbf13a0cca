#include "services/notifications/application/delivery_changes.h"

namespace sinergi::notifications {
namespace {

using Parts = std::map<LineKey, DeliveryChanges>;

template <class Row>
void Divide(const DeliveryChanges& all, std::vector<Row> DeliveryChanges::*rows, Parts& parts) {
  for (const Row& row : all.*rows) (parts[row.key].*rows).push_back(row);
}

}  // namespace

Parts DeliveryChanges::ByLine() const {
  Parts parts;
  Divide(*this, &DeliveryChanges::lines, parts);
  Divide(*this, &DeliveryChanges::inserted, parts);
  Divide(*this, &DeliveryChanges::updated, parts);
  Divide(*this, &DeliveryChanges::deleted, parts);
  Divide(*this, &DeliveryChanges::attempts, parts);
  Divide(*this, &DeliveryChanges::replayed, parts);
  for (const LineKey& key : finished) parts[key].finished.push_back(key);
  for (const SubscriptionId id : ended) parts[{id}].ended.push_back(id);
  return parts;
}

}  // namespace sinergi::notifications
