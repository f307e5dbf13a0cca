#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kTlsFileUnusable{
    ErrorCode::kFailedPrecondition, "TLS_FILE_UNUSABLE",
    "The file {file} cannot be used for TLS: {problem}.",
    "Berkas {file} tidak dapat digunakan untuk TLS: {problem}."};

}  // namespace sinergi::reasons
