#pragma once

#include <string>

#include "common/database/database.h"
#include "common/identity/caller.h"
#include "common/time/deadline.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

// As what somebody asks, by what their roles allow. An office's team and its own investigators are
// two sides.
enum class TatSide { kInvestigator, kTeam };

// Who asks for a use case, as what, until when, and in which trace.
struct TatContext {
  Caller caller;
  TatSide side;
  Deadline deadline;
  std::string traceparent;
};

// For whom an investigator asks: their agency, else their office. Of a team, and of who works in a
// facility, nobody.
Investigator InvestigatorOf(const TatContext& context);

// The office of whose team the caller is; empty when of none.
std::string TeamOf(const TatContext& context);

// How the caller's work may use the database, as rows of tat_viewers name them.
Terms TermsOf(const TatContext& context);

bool IsTeam(const TatRequestData& data, const TatContext& context);
bool IsInvestigator(const TatRequestData& data, const TatContext& context);

}  // namespace sinergi::tat
