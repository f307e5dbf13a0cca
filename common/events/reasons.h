#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kEventTooLarge{
    ErrorCode::kInvalidArgument, "EVENT_TOO_LARGE",
    "The event has {bytes} bytes; at most {limit} are allowed.",
    "Peristiwa berukuran {bytes} bita; paling besar {limit} bita."};

// Not at fault itself: it may be tried again once the earlier one is dealt with.
inline constexpr Reason kEventHeldBack{
    ErrorCode::kUnavailable, "EVENT_HELD_BACK",
    "An earlier event of {subject} could not be published, so this one waits for it.",
    "Peristiwa {subject} yang lebih awal tidak dapat diterbitkan, sehingga yang ini menunggu."};

}  // namespace sinergi::reasons
