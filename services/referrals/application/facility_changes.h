#pragma once

#include <functional>

#include "common/offices/offices.h"
#include "common/outbox/changes.h"
#include "common/outbox/outbox.h"
#include "services/referrals/application/context.h"
#include "services/referrals/application/facility_cache.h"
#include "services/referrals/messaging/referral_events.h"

namespace sinergi::referrals {

inline constexpr std::size_t kLongestFacilityName = 200;

struct RegisterFacility {
  FacilityKind kind;
  std::string name;
  std::string office;
  RegionCode region;
  std::vector<OfferedService> services;
};

// An IBM unit as its owner tells of it.
struct IbmUnit {
  FacilityId id;
  std::string name;
  std::string office;
  RegionCode region;
  std::vector<FacilityService> services;
};

// Which facility a verb is about, and the etag that it must have unless that is empty.
struct FacilityTarget {
  FacilityId id;
  std::string etag;
};

// What the use cases answer with, serialised.
using FacilityAnswer = std::function<std::string(const Facility&)>;

// How the directory changes. By callers, once per request_id (see Changes), and by what is heard of
// IBM units. Safe from any thread.
class FacilityChanges {
 public:
  FacilityChanges(Changes& changes, const Outbox& outbox, const Offices& offices,
                  const Clock& clock, Cache& cache);

  // PERMISSION_DENIED FACILITY_OFFICE_NOT_YOURS, ALREADY_EXISTS FACILITY_NAME_TAKEN.
  Result<std::string> Register(const Context& context, const ChangeRequest& request,
                               const RegisterFacility& command, const FacilityAnswer& answer);

  // These: NOT_FOUND FACILITY_NOT_FOUND; PERMISSION_DENIED FACILITY_NOT_YOURS; ABORTED
  // ETAG_MISMATCH. FAILED_PRECONDITION PLACES_IN_USE for a service that is left out though people
  // have places of it; FACILITY_STATE_WRONG.
  Result<std::string> SetServices(const Context& context, const ChangeRequest& request,
                                  const FacilityTarget& target,
                                  const std::vector<OfferedService>& services,
                                  const FacilityAnswer& answer);
  Result<std::string> SetState(const Context& context, const ChangeRequest& request,
                               const FacilityTarget& target, FacilityState state,
                               const FacilityAnswer& answer);

  // In the transaction of the event that tells so. The unit becomes a facility of the same id, or
  // opens again; one that is open stays as it is. What is unknown here is closed already.
  Status OpenUnit(Transaction& tx, const IbmUnit& unit, const std::string& traceparent) const;
  Status CloseUnit(Transaction& tx, FacilityId unit, const std::string& traceparent) const;

  // After a commit that did either.
  void UnitsChanged() const { cache_.Changed(); }

 private:
  struct Verb;

  Result<std::string> Take(const Context& context, const ChangeRequest& request,
                           const FacilityTarget& target, const Verb& verb,
                           const FacilityAnswer& answer);
  static Result<Facility> Find(Transaction& tx, const Context& context,
                               const FacilityTarget& target);
  Status SetUnitState(Transaction& tx, Facility facility, FacilityState state,
                      const std::string& traceparent) const;
  void Announce(Transaction& tx, const Event& event, const std::string& who,
                const std::string& permission, Instant now) const;
  EventContext Concerned(const Facility& facility, Instant now,
                         const std::string& traceparent) const;

  Changes& changes_;
  const Outbox& outbox_;
  const Offices& offices_;
  const Clock& clock_;
  const FacilityCache cache_;
};

}  // namespace sinergi::referrals
