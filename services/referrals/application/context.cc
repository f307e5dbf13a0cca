#include "services/referrals/application/context.h"

namespace sinergi::referrals {

Terms TermsOf(const Context& context) { return {context.deadline, ViewerOf(context.caller)}; }

std::string ViewerOf(const Caller& caller) {
  return caller.facility.empty() ? OfficeViewer(caller.office) : FacilityViewer(caller.facility);
}

std::string FacilityViewer(const std::string& facility_id) { return "facility:" + facility_id; }

std::string OfficeViewer(const std::string& office) { return "office:" + office; }

}  // namespace sinergi::referrals
