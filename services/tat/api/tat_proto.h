#pragma once

#include "common/rpc/field_checks.h"
#include "services/tat/domain/tat_request.h"
#include "sinergi/tat/v1/tat_service.pb.h"

namespace sinergi::tat {

namespace v1 = ::sinergi::tat::v1;

v1::TatRequest ToProto(const TatRequest& request);

// Violations of what is asked of them, by the names of their fields. Nobody is born or arrested
// after `now`.
void Check(FieldChecks& checks, const v1::TatCase& tat_case, Instant now);
void Check(FieldChecks& checks, const v1::TatRecommendation& recommendation);

}  // namespace sinergi::tat
