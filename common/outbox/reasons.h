#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kRelayLeaseLost{
    ErrorCode::kAborted, "RELAY_LEASE_LOST",
    "Another relay has taken over part {part} of the subjects.",
    "Relai lain telah mengambil alih bagian {part} dari subjek."};

}  // namespace sinergi::reasons
