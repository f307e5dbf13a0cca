#pragma once

#include "services/cli/failure.h"
#include "services/cli/output.h"
#include "sinergi/referrals/v1/facility.pb.h"

namespace sinergi::cli {

// A service as --service writes it: "outpatient", or with what it needs after a colon,
// "inpatient-long:places=20,waiting-list,age=17-45,level=berat"; level may be repeated.
Answer<referrals::v1::OfferedService> ReadOfferedService(const std::string& word);

// "rawat jalan (20 places, waiting list)"
std::string Describe(const Output& output, const referrals::v1::OfferedService& offered);

// "3 of 20 free, 2 waiting"
std::string Describe(const Output& output, const referrals::v1::FacilityPlaces& places);

}  // namespace sinergi::cli
