#pragma once

#include <string>

#include "common/database/database.h"
#include "common/identity/caller.h"
#include "common/time/deadline.h"

namespace sinergi::referrals {

// Who asks for a use case, until when, and in which trace.
struct Context {
  Caller caller;
  Deadline deadline;
  std::string traceparent;
};

// How the caller's work may use the database: until the deadline, in the caller's name.
Terms TermsOf(const Context& context);

// The caller as rows of referral_viewers name them.
std::string ViewerOf(const Caller& caller);

}  // namespace sinergi::referrals
