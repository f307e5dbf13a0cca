#pragma once

#include <string>

#include "common/database/database.h"
#include "common/identity/caller.h"
#include "common/time/deadline.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

// Who asks for a use case, until when, and in which trace.
struct TatContext {
  Caller caller;
  Deadline deadline;
  std::string traceparent;
};

// For whom the caller asks: their agency, else their office. Whoever works in a facility is
// nobody's investigator.
Investigator InvestigatorOf(const Caller& caller);

// The caller as rows of tat_viewers name them, and how their work may use the database.
std::string ViewerOf(const Caller& caller);
Terms TermsOf(const TatContext& context);

// Whether they belong to the office that is asked.
bool IsTeam(const TatRequestData& data, const Caller& caller);

}  // namespace sinergi::tat
