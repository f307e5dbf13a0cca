#pragma once

#include <string>

#include "services/cli/failure.h"
#include "sinergi/referrals/v1/referral.pb.h"

namespace sinergi::cli {

// Reads who is referred from a JSON object with name, nik, phone and note; "-" is standard input.
// The failure never repeats what the file holds.
Answer<referrals::v1::ReferralPerson> ReadPersonFile(const std::string& path);

}  // namespace sinergi::cli
