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

inline constexpr Reason kAddressNotAllowed{
    ErrorCode::kUnavailable, "ADDRESS_NOT_ALLOWED",
    "{url} leads to an address that is private, of this machine or otherwise not public.",
    "{url} menuju alamat yang bersifat privat, milik mesin ini, atau tidak publik."};

inline constexpr Reason kNetworkMalformed{
    ErrorCode::kInvalidArgument, "NETWORK_MALFORMED",
    "holds {value}, which is no range of addresses such as 127.0.0.0/8.",
    "berisi {value} yang bukan rentang alamat seperti 127.0.0.0/8."};

inline constexpr Reason kMailFailed{ErrorCode::kUnavailable, "MAIL_FAILED",
                                    "The mail server did not take a mail.",
                                    "Server surel tidak menerima surel."};

}  // namespace sinergi::reasons
