#pragma once

#include <string>

#include "common/offices/offices.h"
#include "common/telemetry/metrics.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/break_glass_store.h"
#include "services/referrals/storage/person_store.h"

namespace sinergi::referrals {

// Why somebody reads without consent: coded, and in their words.
struct Emergency {
  BreakGlassReason reason;
  std::string justification;
};

// Reading who is referred. Safe from any thread.
class PersonOperations {
 public:
  PersonOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                   const Offices& offices, const Clock& clock, Metrics& metrics);

  enum class Purpose { kReading, kLetter };

  // Records who read it and what for, commits that, and only then opens the vault. What
  // MayReadPerson says.
  Result<Person> Get(const Context& context, ReferralId id, Purpose purpose = Purpose::kReading);

  // The same without consent, for whoever may see the referral. Both sides and the offices above
  // them are told, once per request_id; each reading is recorded, logged and counted before the
  // vault is opened.
  Result<Person> BreakGlass(const Context& context, const ChangeRequest& request, ReferralId id,
                            const Emergency& emergency);

 private:
  Status RecordRepeat(const Context& context, ReferralId id, const std::string& reason, bool told);
  static void Record(Transaction& tx, const Context& context, ReferralId id,
                     const std::string& action, const std::string& purpose, Instant now);
  std::vector<std::string> Above(const Referral& referral) const;

  Database& database_;
  const ReferralChanges& changes_;
  Vault& vault_;
  PersonStore persons_;
  const Offices& offices_;
  const Clock& clock_;
  Counter& emergencies_;
};

}  // namespace sinergi::referrals
