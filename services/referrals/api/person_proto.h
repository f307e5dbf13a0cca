#pragma once

#include <vector>

#include "common/regions/regions.h"
#include "common/rpc/field_checks.h"
#include "services/referrals/domain/person.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

v1::ReferralPerson ToProto(const Person& person);

// The person of a field named "person"; `today` is the day where they are to be reached.
Person CheckedPerson(FieldChecks& checks, const v1::ReferralPerson& proto,
                     std::chrono::sys_days today);

// The NIK of a field that is required.
std::optional<Nik> CheckedNik(FieldChecks& checks, const std::string& field,
                              const std::string& text);

// What of the person's NIK does not fit, as warnings about the field "person.nik".
std::vector<v1::FieldWarning> WarningsAbout(const Person& person, const Regions& regions,
                                            std::chrono::sys_days today);

}  // namespace sinergi::referrals
