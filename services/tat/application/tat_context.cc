#include "services/tat/application/tat_context.h"

#include "services/tat/storage/tat_store.h"

namespace sinergi::tat {

Investigator InvestigatorOf(const Caller& caller) {
  if (!caller.agency.empty()) return {caller.agency, ""};
  return {"", caller.facility.empty() ? caller.office : ""};
}

std::string ViewerOf(const Caller& caller) { return ViewerOf(InvestigatorOf(caller)); }

Terms TermsOf(const TatContext& context) { return {context.deadline, ViewerOf(context.caller)}; }

bool IsTeam(const TatRequestData& data, const Caller& caller) {
  return InvestigatorOf(caller) == Investigator{"", data.office};
}

}  // namespace sinergi::tat
