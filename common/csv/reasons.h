#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kCsvMalformed{ErrorCode::kInvalidArgument, "CSV_MALFORMED",
                                      "Line {line} cannot be read as CSV (RFC 4180): {problem}.",
                                      "Baris {line} tidak dapat dibaca sebagai CSV (RFC 4180): "
                                      "{problem}."};

}  // namespace sinergi::reasons
