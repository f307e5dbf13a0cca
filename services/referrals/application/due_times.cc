#include "services/referrals/application/due_times.h"

#include "services/referrals/storage/due_store.h"

namespace sinergi::referrals {

// That the receiver has seen it does not put off its answer.
void DueTimes::Follow(Transaction& tx, const Referral& before, Referral& changed) const {
  const ReferralData& data = changed.data();
  if (changed.IsOffer() && before.data().sender.office != data.sender.office) {
    DueStore::MoveOffer(tx, data.id, data.sender.office);
  }
  const auto goal = GoalOf(data.state);
  const auto& owed = before.data().due;  // none of who was sent before there were deadlines
  const bool is_another = before.data().receiver != data.receiver;
  if (goal ? owed && owed->goal == *goal && !is_another : !owed) return;
  if (!goal) {
    changed.Owe(std::nullopt);
    return DueStore::Remove(tx, data.id);
  }
  const Office* office =
      offices_.Find(changed.IsOffer() ? data.sender.office : data.receiver.office);
  const TimeZone zone = office == nullptr ? TimeZone::kWib : office->zone;
  const auto dates = policy_.Find(data.priority, *goal, data.updated, zone);
  if (!dates) {  // no policy holds yet
    changed.Owe(std::nullopt);
    return DueStore::Remove(tx, data.id);
  }
  changed.Owe(Due{dates->goal, dates->due});
  DueStore::Put(tx, changed, *dates);
}

}  // namespace sinergi::referrals
