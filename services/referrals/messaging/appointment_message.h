#pragma once

#include "services/referrals/domain/referral.h"
#include "sinergi/referrals/v1/referral.pb.h"

namespace sinergi::referrals {

// An appointment as events and answers tell it.
void FillAppointment(const Appointment& appointment, v1::Appointment& message);

}  // namespace sinergi::referrals
