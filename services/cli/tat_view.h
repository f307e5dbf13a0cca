#pragma once

#include <string>

#include "services/cli/session.h"
#include "sinergi/tat/v1/tat_service.pb.h"

namespace sinergi::cli {

// For people, in the times of the office that is asked.
std::string Describe(Session& session, const tat::v1::TatRequest& request);
std::string Describe(Session& session, const tat::v1::TatCase& tat_case);
std::string Describe(Session& session, const tat::v1::TatRecommendation& recommendation);
std::string DescribeRequests(
    Session& session, const google::protobuf::RepeatedPtrField<tat::v1::TatRequest>& requests,
    const std::string& next_page_token);

}  // namespace sinergi::cli
