#pragma once

#include <functional>
#include <span>

#include "common/offices/offices.h"
#include "services/referrals/application/consent_terms.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/facility_store.h"
#include "services/referrals/storage/list_store.h"
#include "services/referrals/storage/person_store.h"
#include "services/referrals/storage/referral_store.h"
#include "services/referrals/storage/waiting_store.h"

namespace sinergi::referrals {

struct CreateReferral {
  std::optional<FacilityId> sender;   // none: the caller's office sends
  std::vector<FacilityId> receivers;  // one, or several that it is offered to
  RegionCode region;
  FacilityService service;
  ReferralPriority priority;
  Person person;
  std::optional<NewConsent> consent;
  std::optional<ReferralId> replaces = {};
  std::optional<ReferralId> part_of = {};
  std::optional<RiskLevel> level = {};  // where it is known without a screening
  std::optional<RouteReason> route_reason = {};
  LegalBasis basis = LegalBasis::kVoluntary;
};

// How a referral comes to be, and who reads it; what becomes of it: LifeOperations. NOT_FOUND
// REFERRAL_NOT_FOUND is also what one may not see. Safe from any thread.
class ReferralOperations {
 public:
  ReferralOperations(Database& database, Changes& changes, const Outbox& outbox, Vault& vault,
                     const Offices& offices, const RoutingPolicy& routing, const Clock& clock,
                     Cache& cache);

  // Answers once per request_id (see Changes) and commits with its event and its evidence.
  // NOT_FOUND REFERRAL_NOT_FOUND when it replaces or is a part of what the caller may not see,
  // PERMISSION_DENIED NOT_A_PARTY when they are no side of it; PERMISSION_DENIED SENDER_NOT_YOURS;
  // FAILED_PRECONDITION REPLACED_NOT_ENDED, FACILITY_UNKNOWN, FACILITY_CLOSED, SERVICE_NOT_OFFERED
  // and, without a reason for it, what CheckRoute says.
  Result<std::string> Create(const Context& context, const ChangeRequest& request,
                             const CreateReferral& command, const ReferralAnswer& answer);

  // What it answered is kept for FindKept.
  Result<std::string> Get(const Context& context, ReferralId id, const ReferralAnswer& answer);
  Result<Referral> Get(const Context& context, const ReferralReference& reference);

  // The answer that is kept for one who may see it, without a database; see ReferralCache::Find.
  void FindKept(const Caller& caller, ReferralId id,
                std::function<void(std::optional<std::string>)> done) const;

  // One page of those that pass: what `query` asks of the index, and `passes` of each unless it is
  // empty. It looks at so many at most, whatever there is: then the page is shorter, and `more`
  // says that the list goes on.
  static constexpr std::int64_t kMostLookedAt = 300;
  struct Page {
    std::vector<Referral> referrals;
    bool more = false;
    std::int64_t last_created = 0;  // where it goes on
    std::string last_id;
  };
  Result<Page> List(const Context& context, ReferralQuery query,
                    const std::function<bool(const ReferralData&)>& passes);

  // Those of which the caller's facility, or any of the caller's office, owes something, by when.
  Result<std::vector<Referral>> ListWaiting(const Context& context, WaitingQuery query);

  // Those whose person the caller may read. Who looked, and at what, is committed before it is
  // answered. `query` goes without an index; the last of as many as its limit only says that there
  // are more, and must not be told.
  Result<std::vector<Referral>> ListOfNik(const Context& context, const Nik& nik,
                                          ReferralQuery query);

 private:
  Status RecordFound(const Context& context, std::span<const Referral> known, Instant now);
  static Status CheckChain(Transaction& tx, const Context& context, const CreateReferral& command);

  // Whether the receiver is one to send the person to, by what is known of them; what the policy
  // says of it.
  Result<std::optional<Assessed>> Route(const CreateReferral& command, const Facility& receiver,
                                        Instant now) const;
  Status SetReceivers(const CreateReferral& command, std::span<const std::optional<Facility>> found,
                      ReferralData& data) const;

  // Without its person, who has no key yet.
  Result<ReferralData> Draft(Transaction& tx, const Context& context, const CreateReferral& command,
                             Instant now);

  Database& database_;
  Changes& changes_;
  const Outbox& outbox_;
  PersonStore persons_;
  const Offices& offices_;
  const RoutingPolicy& routing_;
  const Clock& clock_;
  const ReferralCache cache_;
};

}  // namespace sinergi::referrals
