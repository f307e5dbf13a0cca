#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kMetricsAddressUnavailable{
    ErrorCode::kUnavailable, "METRICS_ADDRESS_UNAVAILABLE",
    "The metrics cannot be served on {address}.", "Metrik tidak dapat disajikan di {address}."};

}  // namespace sinergi::reasons
