#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kFilterMalformed{
    ErrorCode::kInvalidArgument, "FILTER_MALFORMED",
    "cannot be read from character {position} on: expected is {expected}.",
    "tidak dapat dibaca mulai karakter {position}: seharusnya {expected}."};

inline constexpr Reason kFilterFieldUnknown{
    ErrorCode::kInvalidArgument, "FILTER_FIELD_UNKNOWN",
    "names a field at character {position} that this list does not know; it knows {fields}.",
    "menyebut kolom di karakter {position} yang tidak dikenal daftar ini; yang dikenal: {fields}."};

inline constexpr Reason kFilterOperatorWrong{
    ErrorCode::kInvalidArgument, "FILTER_OPERATOR_WRONG",
    "compares {field} in a way that it cannot be; possible are {operators}.",
    "membandingkan {field} dengan cara yang tidak mungkin; yang mungkin: {operators}."};

inline constexpr Reason kFilterValueWrong{ErrorCode::kInvalidArgument, "FILTER_VALUE_WRONG",
                                          "compares {field} with no {form}.",
                                          "membandingkan {field} dengan nilai yang bukan {form}."};

}  // namespace sinergi::reasons
