#pragma once

#include <string_view>

#include "common/identity/caller.h"
#include "common/telemetry/trace_context.h"
#include "common/time/deadline.h"

namespace sinergi {

// What is known of a call when its handler runs: who, until when, and which trace it belongs to.
struct Call {
  std::string_view method;  // "/sinergi.referrals.v1.ReferralsService/SendReferral"
  Caller caller;            // empty for a method that needs no token
  Deadline deadline;
  TraceContext trace;  // of this call's own span
};

}  // namespace sinergi
