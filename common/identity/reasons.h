#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kTokenMissing{ErrorCode::kUnauthenticated, "TOKEN_MISSING",
                                      "This call needs a bearer token and carries none.",
                                      "Panggilan ini memerlukan token dan tidak membawanya."};

inline constexpr Reason kTokenInvalid{
    ErrorCode::kUnauthenticated, "TOKEN_INVALID",
    "The token was not issued for this system. Sign in again.",
    "Token tidak diterbitkan untuk sistem ini. Silakan masuk kembali."};

inline constexpr Reason kTokenExpired{ErrorCode::kUnauthenticated, "TOKEN_EXPIRED",
                                      "The token has expired. Sign in again.",
                                      "Token sudah kedaluwarsa. Silakan masuk kembali."};

inline constexpr Reason kTokenKeyNotKnownYet{
    ErrorCode::kUnavailable, "TOKEN_KEY_NOT_KNOWN_YET",
    "The key that the token was signed with is being looked for. Try again in a moment.",
    "Kunci yang menandatangani token sedang dicari. Silakan coba lagi sebentar lagi."};

inline constexpr Reason kPermissionMissing{
    ErrorCode::kPermissionDenied, "PERMISSION_MISSING",
    "This call needs the permission {permission}, which none of your roles has.",
    "Panggilan ini memerlukan izin {permission}, yang tidak dimiliki peran Anda."};

inline constexpr Reason kDeputyNotYours{
    ErrorCode::kPermissionDenied, "DEPUTY_NOT_YOURS",
    "This is for the people of the deputy {deputy}; your token does not name you as one of them.",
    "Ini untuk jajaran deputi {deputy}; token Anda tidak menyebut Anda sebagai bagiannya."};

inline constexpr Reason kRolesNotApart{
    ErrorCode::kPermissionDenied, "ROLES_NOT_APART",
    "This is kept apart from {others}, which your token allows as well. Use an account that allows "
    "only one of the two.",
    "Ini dipisahkan dari {others}, yang juga diizinkan token Anda. Gunakan akun yang hanya "
    "memiliki "
    "salah satunya."};

inline constexpr Reason kMethodNotPermitted{ErrorCode::kPermissionDenied, "METHOD_NOT_PERMITTED",
                                            "Nobody may call the method {method}.",
                                            "Metode {method} tidak boleh dipanggil siapa pun."};

// For whoever starts a program.
inline constexpr Reason kTokenKeysInvalid{
    ErrorCode::kFailedPrecondition, "TOKEN_KEYS_INVALID",
    "The public keys that tokens are verified with cannot be used.",
    "Kunci publik untuk memeriksa token tidak dapat digunakan."};

inline constexpr Reason kRoleTableInvalid{
    ErrorCode::kInvalidArgument, "ROLE_TABLE_INVALID",
    "Line {line} of the role table must name a role and a permission in lower case, such as "
    "facility-officer,referrals.accept, and no other line may say the same.",
    "Baris {line} tabel peran harus menyebut peran dan izin dengan huruf kecil, misalnya "
    "facility-officer,referrals.accept, dan tidak boleh sama dengan baris lain."};

}  // namespace sinergi::reasons
