#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kHttpUrlRefused{
    ErrorCode::kInvalidArgument, "HTTP_URL_REFUSED",
    "is {url}; write an https:// address without user and password. http:// is for this machine "
    "only.",
    "berisi {url}; tulis alamat https:// tanpa nama pengguna dan kata sandi. http:// hanya untuk "
    "mesin ini."};

inline constexpr Reason kHttpFailed{ErrorCode::kUnavailable, "HTTP_FAILED",
                                    "{url} gave no usable answer.",
                                    "{url} tidak memberi jawaban yang dapat digunakan."};

}  // namespace sinergi::reasons
