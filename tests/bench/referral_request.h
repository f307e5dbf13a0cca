#pragma once

#include <string>

#include "sinergi/referrals/v1/referrals_service.pb.h"
#include "tests/bench/actor.h"

namespace sinergi::bench {

// A referral of somebody who does not exist; its request_id is left to the caller.
inline referrals::v1::CreateReferralRequest ReferralRequest(const std::string& sender,
                                                            const std::string& receiver) {
  referrals::v1::CreateReferralRequest request;
  request.set_sender_facility_id(sender);
  request.set_receiver_facility_id(receiver);
  request.set_area_code(kArea);
  request.set_service(referrals::v1::FACILITY_SERVICE_OUTPATIENT);
  request.set_priority(referrals::v1::REFERRAL_PRIORITY_ROUTINE);
  request.mutable_person()->set_name("Orang Contoh Sintetis");
  request.mutable_person()->set_nik("9901010101900001");
  request.mutable_person()->set_phone("0800-000-0000");
  request.mutable_consent()->set_purpose(referrals::v1::CONSENT_PURPOSE_CARE);
  request.mutable_consent()->set_giver(referrals::v1::CONSENT_GIVER_PERSON);
  request.mutable_consent()->set_form(referrals::v1::CONSENT_FORM_WRITTEN);
  return request;
}

}  // namespace sinergi::bench
