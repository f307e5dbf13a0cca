#pragma once

#include "services/referrals/application/facility_operations.h"
#include "services/referrals/application/person_operations.h"

namespace sinergi::referrals {

// What a letter of referral (surat rujukan) says.
struct Letter {
  Referral referral;
  Person person;
  std::string sender_facility;    // its name; empty when an office sends
  std::string receiver_facility;  // empty while several are asked
};

// The letter that goes with a person. Safe from any thread.
class LetterOperations {
 public:
  LetterOperations(Database& database, PersonOperations& persons)
      : database_(database), persons_(persons) {}

  // For who may read the person, and recorded like that; errors as PersonOperations::Get.
  Result<Letter> Write(const Context& context, ReferralId id);

 private:
  Result<std::string> NameOf(const Context& context, const Party& party) const;

  Database& database_;
  PersonOperations& persons_;
};

}  // namespace sinergi::referrals
