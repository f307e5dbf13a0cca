#include "services/referrals/application/place_keeping.h"

#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/facility_store.h"
#include "services/referrals/storage/place_store.h"

namespace sinergi::referrals {
namespace {

using Taken = PlaceStore::Taken;

Error Full(Transaction& tx, const ReferralData& data) {
  const auto found = FacilityStore::FindEach(tx, {*data.receiver.facility});
  if (!found) return found.error();
  return Error::Of(reasons::kFacilityFull,
                   {{"facility", found->front() ? found->front()->name : ""},
                    {"service", std::string(ServiceName(data.service))}});
}

Status TakePlace(Transaction& tx, Referral& referral) {
  const ReferralData& data = referral.data();
  const auto taken = PlaceStore::Take(tx, *data.receiver.facility, data.service);
  if (!taken) return taken.error();
  if (*taken == Taken::kFull) return Full(tx, data);
  if (*taken != Taken::kNotOffered) {
    referral.Seat(*taken == Taken::kHeld ? Place::kHeld : Place::kWaiting);
  }
  return Status::Ok();
}

Status TakeAfterWaiting(Transaction& tx, Referral& referral) {
  const ReferralData& data = referral.data();
  const auto taken = PlaceStore::TakeAfterWaiting(tx, *data.receiver.facility, data.service);
  if (!taken) return taken.error();
  if (!*taken) return Full(tx, data);
  referral.Seat(Place::kHeld);
  return Status::Ok();
}

}  // namespace

Status KeepPlace(Transaction& tx, const Referral& before, Referral& after) {
  const ReferralData& was = before.data();
  const ReferralData& is = after.data();
  if (was.receiver != is.receiver && was.place) {
    PlaceStore::Release(tx, *was.receiver.facility, is.service, *was.place);
    after.Seat(std::nullopt);
  }
  if (!is.receiver.facility || was.state == is.state) return Status::Ok();
  if (is.state == ReferralState::kAccepted) return TakePlace(tx, after);
  if (is.state == ReferralState::kInProgress && is.place == Place::kWaiting) {
    return TakeAfterWaiting(tx, after);
  }
  if (IsOver(is.state) && is.place) {
    PlaceStore::Release(tx, *is.receiver.facility, is.service, *is.place);
    after.Seat(std::nullopt);
  }
  return Status::Ok();
}

}  // namespace sinergi::referrals
