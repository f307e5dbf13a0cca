#pragma once

#include "common/result/error.h"

namespace sinergi::notifications::reasons {

inline constexpr Reason kSubscriptionNotFound{
    ErrorCode::kNotFound, "SUBSCRIPTION_NOT_FOUND",
    "There is no subscription {subscription} that you may see.",
    "Tidak ada langganan {subscription} yang boleh Anda lihat."};

inline constexpr Reason kOfficeNotYours{
    ErrorCode::kPermissionDenied, "OFFICE_NOT_YOURS",
    "You may subscribe for your own office only, not for {office}.",
    "Anda hanya boleh berlangganan untuk kantor Anda sendiri, bukan untuk {office}."};

inline constexpr Reason kEventTypeMalformed{
    ErrorCode::kInvalidArgument, "EVENT_TYPE_MALFORMED",
    "is neither an event's full type, such as id.go.bnn.sinergi.referrals.v1.ReferralSent, nor a "
    "package with .* at its end.",
    "bukan jenis peristiwa yang lengkap, seperti id.go.bnn.sinergi.referrals.v1.ReferralSent, dan "
    "bukan pula paket dengan .* di akhirnya."};

inline constexpr Reason kEventTypesTooMany{
    ErrorCode::kInvalidArgument, "EVENT_TYPES_TOO_MANY",
    "has {count} entries; at most {limit} are allowed. A package with .* at its end stands for all "
    "of its types.",
    "berisi {count} butir; paling banyak {limit}. Paket dengan .* di akhirnya mewakili semua "
    "jenisnya."};

inline constexpr Reason kResumeTokenInvalid{
    ErrorCode::kInvalidArgument, "RESUME_TOKEN_INVALID",
    "is not a resume token that this service gave for this subscription.",
    "bukan token lanjutan yang diberikan layanan ini untuk langganan ini."};

inline constexpr Reason kResumeTokenOutOfRange{
    ErrorCode::kOutOfRange, "RESUME_TOKEN_OUT_OF_RANGE",
    "The place of this resume token is no longer kept. The oldest event to be had is number "
    "{oldest}: begin without a token.",
    "Tempat yang ditunjuk token lanjutan ini tidak lagi disimpan. Peristiwa tertua yang masih "
    "tersedia bernomor {oldest}: mulailah tanpa token."};

}  // namespace sinergi::notifications::reasons
