#pragma once

#include <string>

#include "common/identity/caller.h"
#include "common/time/deadline.h"

namespace sinergi::referrals {

// Who asks for a use case, until when, and in which trace.
struct Context {
  Caller caller;
  Deadline deadline;
  std::string traceparent;
};

// The caller as rows of referral_viewers name them.
std::string ViewerOf(const Caller& caller);
std::string FacilityViewer(const std::string& facility_id);
std::string OfficeViewer(const std::string& office);

}  // namespace sinergi::referrals
