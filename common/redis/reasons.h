#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

// Does not repeat what was written: it may hold a password.
inline constexpr Reason kRedisUrlMalformed{
    ErrorCode::kInvalidArgument, "REDIS_URL_MALFORMED",
    "is not the address of a Redis: write redis://[user:password@]host[:port][/database].",
    "bukan alamat Redis: tulis redis://[pengguna:sandi@]host[:port][/basis data]."};

}  // namespace sinergi::reasons
