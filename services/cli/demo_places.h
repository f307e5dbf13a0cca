#pragma once

#include <string>

#include "services/cli/connection.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// Who and where the demonstration is about.
inline constexpr const char* kDemoOffice = "BNNK-PANGKALPINANG";
inline constexpr const char* kDemoStranger = "BNNK-PALOPO";
inline constexpr const char* kDemoVillage = "19.04.02.2020";
inline constexpr const char* kDemoUnknownArea = "19.04.02.9999";

// What the clinic gave, and its words about an outcome and about a refusal.
inline constexpr int kDemoMeetings = 8;
inline constexpr const char* kDemoOutcomeNote = "Delapan pertemuan, hadir setiap kali.";
inline constexpr const char* kDemoRefusalNote = "Semua tempat terisi sampai akhir bulan.";

// Two people who do not exist: no area code begins with 99.
referrals::v1::ReferralPerson DemoPerson(int which);

referrals::v1::RegisterFacilityRequest DemoUnit();
referrals::v1::RegisterFacilityRequest DemoClinic();

struct FoundFacility {
  referrals::v1::Facility facility;
  bool is_new = false;
};

// The office's facility of that name, registered if there is none yet.
Answer<FoundFacility> FindOrRegister(const Connection& connection,
                                     const referrals::v1::RegisterFacilityRequest& wished);

}  // namespace sinergi::cli
