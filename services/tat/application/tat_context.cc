#include "services/tat/application/tat_context.h"

#include "services/tat/storage/tat_store.h"

namespace sinergi::tat {
namespace {

// Of who works in an office, not for a partner or in a facility.
std::string OfficeOf(const Caller& caller) {
  return caller.agency.empty() && caller.facility.empty() ? caller.office : "";
}

}  // namespace

Investigator InvestigatorOf(const TatContext& context) {
  if (context.side == TatSide::kTeam) return {};
  return {context.caller.agency, OfficeOf(context.caller)};
}

std::string TeamOf(const TatContext& context) {
  return context.side == TatSide::kTeam ? OfficeOf(context.caller) : "";
}

// Nobody's name is empty, so who belongs nowhere sees nothing.
Terms TermsOf(const TatContext& context) {
  const std::string team = TeamOf(context);
  const Investigator investigator = InvestigatorOf(context);
  if (!team.empty()) return {context.deadline, TeamViewer(team)};
  return {context.deadline, investigator == Investigator() ? "" : InvestigatorViewer(investigator)};
}

bool IsTeam(const TatRequestData& data, const TatContext& context) {
  return TeamOf(context) == data.office;
}

bool IsInvestigator(const TatRequestData& data, const TatContext& context) {
  return InvestigatorOf(context) == data.investigator;
}

}  // namespace sinergi::tat
