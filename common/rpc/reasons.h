#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kAddressNotAvailable{
    ErrorCode::kUnavailable, "ADDRESS_NOT_AVAILABLE",
    "{address} cannot be listened on. Another program may be using the port.",
    "{address} tidak dapat dipakai untuk mendengarkan. Mungkin port sedang dipakai program lain."};

inline constexpr Reason kMethodWithoutPermissionRow{
    ErrorCode::kFailedPrecondition, "METHOD_WITHOUT_PERMISSION_ROW",
    "The method {method} has no row in the permission table.",
    "Metode {method} tidak memiliki baris dalam tabel izin."};

inline constexpr Reason kServerStopping{
    ErrorCode::kUnavailable, "SERVER_STOPPING",
    "This server is stopping. Connect again: another one, or the same later, will answer.",
    "Server ini sedang berhenti. Sambungkan kembali: server lain, atau server ini nanti, akan "
    "menjawab."};

inline constexpr Reason kCallCancelled{ErrorCode::kCancelled, "CALL_CANCELLED",
                                       "The caller ended the call.",
                                       "Pemanggil mengakhiri panggilan."};

inline constexpr Reason kTooManyStreams{ErrorCode::kResourceExhausted, "TOO_MANY_STREAMS",
                                        "This server already holds {limit} streams.",
                                        "Server ini sudah memegang {limit} aliran."};

}  // namespace sinergi::reasons
