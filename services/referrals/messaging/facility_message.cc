#include "services/referrals/messaging/facility_message.h"

#include "common/timestamps/timestamps.h"

namespace sinergi::referrals {

v1::OfferedService ToMessage(const OfferedService& offered) {
  v1::OfferedService message;
  message.set_service(static_cast<v1::FacilityService>(offered.service));
  if (offered.places) message.set_places(*offered.places);
  message.set_keeps_waiting_list(offered.keeps_waiting_list);
  if (offered.min_age) message.set_min_age(*offered.min_age);
  if (offered.max_age) message.set_max_age(*offered.max_age);
  for (const RiskLevel level : offered.levels) {
    message.add_risk_levels(static_cast<v1::RiskLevel>(level));
  }
  return message;
}

v1::Facility ToMessage(const Facility& facility) {
  v1::Facility message;
  message.set_facility_id(facility.id.ToString());
  message.set_kind(static_cast<v1::FacilityKind>(facility.kind));
  message.set_name(facility.name);
  message.set_office(facility.office);
  message.set_area_code(facility.region.ToString());
  message.set_state(static_cast<v1::FacilityState>(facility.state));
  for (const OfferedService& offered : facility.services) {
    *message.add_services() = ToMessage(offered);
  }
  SetTimestamp(facility.registered, message.mutable_register_time());
  SetTimestamp(facility.updated, message.mutable_update_time());
  message.set_etag(facility.Etag());
  return message;
}

}  // namespace sinergi::referrals
