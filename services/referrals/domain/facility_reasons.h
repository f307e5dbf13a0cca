#pragma once

#include "common/result/error.h"

// What can be wrong with a facility, or with who asks something of it.
namespace sinergi::referrals::reasons {

inline constexpr Reason kFacilityNotFound{ErrorCode::kNotFound, "FACILITY_NOT_FOUND",
                                          "There is no facility {facility}.",
                                          "Tidak ada fasilitas {facility}."};

inline constexpr Reason kFacilityUnknown{ErrorCode::kFailedPrecondition, "FACILITY_UNKNOWN",
                                         "The facility {facility} is not registered.",
                                         "Fasilitas {facility} tidak terdaftar."};

inline constexpr Reason kFacilityNameTaken{
    ErrorCode::kAlreadyExists, "FACILITY_NAME_TAKEN",
    "The office {office} already has a facility of the name {name}.",
    "Kantor {office} sudah memiliki fasilitas bernama {name}."};

inline constexpr Reason kFacilityOfficeNotYours{
    ErrorCode::kPermissionDenied, "FACILITY_OFFICE_NOT_YOURS",
    "You may register facilities of your own office only, not of {office}.",
    "Anda hanya boleh mendaftarkan fasilitas kantor Anda sendiri, bukan milik {office}."};

inline constexpr Reason kFacilityNotYours{
    ErrorCode::kPermissionDenied, "FACILITY_NOT_YOURS",
    "Only the people of {facility} and of its office may do this.",
    "Hanya petugas {facility} dan kantornya yang boleh melakukan ini."};

inline constexpr Reason kFacilityClosed{ErrorCode::kFailedPrecondition, "FACILITY_CLOSED",
                                        "{facility} takes no new referrals.",
                                        "{facility} tidak menerima rujukan baru."};

inline constexpr Reason kFacilityStateWrong{ErrorCode::kFailedPrecondition, "FACILITY_STATE_WRONG",
                                            "{facility} is in this state already.",
                                            "{facility} sudah dalam keadaan ini."};

inline constexpr Reason kFacilityFull{
    ErrorCode::kFailedPrecondition, "FACILITY_FULL",
    "{facility} has no free place for {service} at this moment.",
    "{facility} tidak memiliki tempat kosong untuk {service} pada saat ini."};

inline constexpr Reason kPlacesInUse{
    ErrorCode::kFailedPrecondition, "PLACES_IN_USE",
    "{facility} cannot stop {service} while people have or wait for places of it.",
    "{facility} tidak dapat menghentikan {service} selama masih ada yang menempati atau menunggu "
    "tempatnya."};

inline constexpr Reason kServiceTwice{ErrorCode::kInvalidArgument, "SERVICE_TWICE",
                                      "is there twice; write each service once.",
                                      "tertulis dua kali; tulis setiap layanan satu kali."};

inline constexpr Reason kAgesCrossed{
    ErrorCode::kInvalidArgument, "AGES_CROSSED",
    "is {highest}, which is less than min_age {lowest}.",
    "bernilai {highest}, yang lebih kecil daripada min_age {lowest}."};

inline constexpr Reason kListWithoutPlaces{
    ErrorCode::kInvalidArgument, "LIST_WITHOUT_PLACES",
    "is for services whose places are counted; give places as well.",
    "hanya untuk layanan yang tempatnya dihitung; isi places juga."};

inline constexpr Reason kServiceNotOffered{ErrorCode::kFailedPrecondition, "SERVICE_NOT_OFFERED",
                                           "{facility} does not offer {service}.",
                                           "{facility} tidak menyediakan layanan {service}."};

inline constexpr Reason kSameFacility{ErrorCode::kInvalidArgument, "SAME_FACILITY",
                                      "is the sender as well; choose another receiver.",
                                      "sama dengan pengirim; pilih penerima yang lain."};

}  // namespace sinergi::referrals::reasons
