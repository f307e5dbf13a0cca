#include "services/referrals/application/context.h"

#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

Terms TermsOf(const Context& context) { return {context.deadline, ViewerOf(context.caller)}; }

std::string ViewerOf(const Caller& caller) {
  return caller.facility.empty() ? OfficeActor(caller.office) : FacilityActor(caller.facility);
}

}  // namespace sinergi::referrals
