#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/events/event.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

inline constexpr std::string_view kTatTopic = "sinergi.tat.v1";

// The facts that are announced, each of the state that follows the change. `traceparent` is the
// causing call's. None tells who is assessed or what was recommended.
Event TatRequestSubmitted(const TatRequest& request, const std::string& traceparent);
// Of the step that was taken.
Event TatStepTaken(const TatRequest& request, TatStep step, const std::string& traceparent);
Event TatRequestReminded(const TatRequest& request, const std::string& traceparent);
Event TatRequestOverdue(const TatRequest& request, const std::string& traceparent);
// `above` is the office that sees it from now on; empty where there is none.
Event TatRequestEscalated(const TatRequest& request, const std::string& above,
                          const std::string& traceparent);

}  // namespace sinergi::tat
