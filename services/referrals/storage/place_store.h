#pragma once

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Counts of who has or waits for a place of a service. Each change is one conditional update,
// so no more are taken than there are, whoever comes at the same moment.
class PlaceStore {
 public:
  // kNotOffered: the service is offered no more; nothing is counted.
  enum class Taken { kNotOffered, kHeld, kWaiting, kFull };

  // For somebody new: a free place, else one on the waiting list if there is one.
  static Result<Taken> Take(Transaction& tx, FacilityId facility, FacilityService service);

  // For somebody who waits. False when none is free.
  static Result<bool> TakeAfterWaiting(Transaction& tx, FacilityId facility,
                                       FacilityService service);

  // Of somebody who has or waits for one.
  static void Release(Transaction& tx, FacilityId facility, FacilityService service, Place place);
};

}  // namespace sinergi::referrals
