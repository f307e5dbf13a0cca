#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kOfficeNotFound{ErrorCode::kNotFound, "OFFICE_NOT_FOUND",
                                        "There is no office with the code {office}.",
                                        "Tidak ada kantor dengan kode {office}."};

inline constexpr Reason kPrefixTooShort{ErrorCode::kInvalidArgument, "PREFIX_TOO_SHORT",
                                        "needs at least {least} letters or digits.",
                                        "memerlukan sedikitnya {least} huruf atau angka."};

}  // namespace sinergi::reasons
