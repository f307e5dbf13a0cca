#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kServiceNotHere{
    ErrorCode::kNotFound, "SERVICE_NOT_HERE",
    "This process holds no service {service} that publishes events. It holds: {here}.",
    "Proses ini tidak memegang layanan {service} yang menerbitkan peristiwa. Yang ada: {here}."};

}  // namespace sinergi::reasons
