#pragma once

#include "common/result/error.h"

namespace sinergi::referrals::reasons {

inline constexpr Reason kReferralNotFound{ErrorCode::kNotFound, "REFERRAL_NOT_FOUND",
                                          "There is no referral {referral} that you may see.",
                                          "Tidak ada rujukan {referral} yang boleh Anda lihat."};

inline constexpr Reason kReferralStateWrong{
    ErrorCode::kFailedPrecondition, "REFERRAL_STATE_WRONG",
    "Referral {reference} is {state}; to {verb} it, it must be {needed}.",
    "Rujukan {reference} berstatus {state}; untuk tindakan {verb} statusnya harus {needed}."};

inline constexpr Reason kNotTheSender{
    ErrorCode::kPermissionDenied, "NOT_THE_SENDER",
    "Only the sender of referral {reference} may do this.",
    "Hanya pengirim rujukan {reference} yang boleh melakukan ini."};

inline constexpr Reason kNotTheReceiver{
    ErrorCode::kPermissionDenied, "NOT_THE_RECEIVER",
    "Only the receiver of referral {reference} may do this.",
    "Hanya penerima rujukan {reference} yang boleh melakukan ini."};

inline constexpr Reason kSenderNotYours{
    ErrorCode::kPermissionDenied, "SENDER_NOT_YOURS",
    "You may send only for your own facility or one of your office.",
    "Anda hanya boleh mengirim atas nama fasilitas Anda sendiri atau fasilitas kantor Anda."};

inline constexpr Reason kNoteRequired{ErrorCode::kInvalidArgument, "NOTE_REQUIRED",
                                      "is required when the reason is OTHER.",
                                      "wajib diisi bila alasannya OTHER."};

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

inline constexpr Reason kServiceNotOffered{ErrorCode::kFailedPrecondition, "SERVICE_NOT_OFFERED",
                                           "{facility} does not offer {service}.",
                                           "{facility} tidak menyediakan layanan {service}."};

inline constexpr Reason kSameFacility{ErrorCode::kInvalidArgument, "SAME_FACILITY",
                                      "is the sender as well; choose another receiver.",
                                      "sama dengan pengirim; pilih penerima yang lain."};

inline constexpr Reason kNikMalformed{
    ErrorCode::kInvalidArgument, "NIK_MALFORMED",
    "is not a NIK: 16 digits with a day, a month and a serial number that can exist.",
    "bukan NIK: 16 angka dengan tanggal, bulan, dan nomor urut yang mungkin ada."};

inline constexpr Reason kReferenceMalformed{
    ErrorCode::kInvalidArgument, "REFERENCE_MALFORMED",
    "is not a referral's short name; read it again, one character is wrong.",
    "bukan nomor rujukan; periksa kembali, ada karakter yang salah."};

}  // namespace sinergi::referrals::reasons
