#include "services/referrals/messaging/appointment_message.h"

#include "common/timestamps/timestamps.h"

namespace sinergi::referrals {

void FillAppointment(const Appointment& appointment, v1::Appointment& message) {
  message.set_status(static_cast<v1::AppointmentStatus>(appointment.status));
  SetTimestamp(appointment.time, message.mutable_time());
}

}  // namespace sinergi::referrals
