#pragma once

#include "common/result/error.h"

// The reasons that any part may give. A service's own are in its domain/reasons.h.
namespace sinergi::reasons {

inline constexpr Reason kInternal{
    ErrorCode::kInternal, "INTERNAL", "Something failed inside the service. It has been logged.",
    "Terjadi kegagalan di dalam layanan. Kegagalan ini telah dicatat."};

inline constexpr Reason kUnavailable{
    ErrorCode::kUnavailable, "TEMPORARILY_UNAVAILABLE",
    "The service cannot answer at the moment. Try again with the same request_id.",
    "Layanan sedang tidak dapat menjawab. Coba lagi dengan request_id yang sama."};

inline constexpr Reason kOverloaded{
    ErrorCode::kResourceExhausted, "OVERLOADED",
    "Too many calls are waiting. Try again a little later.",
    "Terlalu banyak panggilan yang menunggu. Coba lagi sebentar lagi."};

inline constexpr Reason kDeadlineExceeded{
    ErrorCode::kDeadlineExceeded, "DEADLINE_EXCEEDED",
    "The time that the caller allowed has passed before there was an answer.",
    "Batas waktu yang diberikan pemanggil telah lewat sebelum ada jawaban."};

inline constexpr Reason kFieldRequired{ErrorCode::kInvalidArgument, "FIELD_REQUIRED",
                                       "is required and was not given.",
                                       "wajib diisi dan belum diisi."};

inline constexpr Reason kFieldTooLong{ErrorCode::kInvalidArgument, "FIELD_TOO_LONG",
                                      "has {length} characters; at most {limit} are allowed.",
                                      "berisi {length} karakter; paling banyak {limit} karakter."};

inline constexpr Reason kTooManyValues{ErrorCode::kInvalidArgument, "TOO_MANY_VALUES",
                                       "has {count} values; at most {limit} are allowed.",
                                       "berisi {count} nilai; paling banyak {limit} nilai."};

inline constexpr Reason kFieldHasControlCharacters{
    ErrorCode::kInvalidArgument, "FIELD_HAS_CONTROL_CHARACTERS",
    "holds control characters; only line breaks and tabs are allowed.",
    "berisi karakter kendali; hanya baris baru dan tab yang boleh."};

inline constexpr Reason kFieldMalformed{ErrorCode::kInvalidArgument, "FIELD_MALFORMED",
                                        "is not of the expected form: {form}.",
                                        "tidak sesuai bentuk yang diharapkan: {form}."};

inline constexpr Reason kFieldNotUtf8{ErrorCode::kInvalidArgument, "FIELD_NOT_UTF8",
                                      "is not valid UTF-8 text.", "bukan teks UTF-8 yang sah."};

inline constexpr Reason kRequestUnreadable{
    ErrorCode::kInvalidArgument, "REQUEST_UNREADABLE",
    "The request's bytes are not a message of the type that this method takes.",
    "Isi permintaan bukan pesan dengan jenis yang diterima metode ini."};

inline constexpr Reason kValueUnknown{ErrorCode::kInvalidArgument, "VALUE_UNKNOWN",
                                      "has no meaning that this service knows: {value}.",
                                      "tidak dikenal oleh layanan ini: {value}."};

inline constexpr Reason kValueOutOfRange{ErrorCode::kInvalidArgument, "VALUE_OUT_OF_RANGE",
                                         "is {value}; it must be from {least} to {most}.",
                                         "bernilai {value}; harus dari {least} sampai {most}."};

inline constexpr Reason kRequestIdReused{
    ErrorCode::kInvalidArgument, "REQUEST_ID_REUSED",
    "was used before for a request with another content. Use a new one.",
    "sudah dipakai untuk permintaan dengan isi lain. Gunakan yang baru."};

inline constexpr Reason kPageTokenInvalid{
    ErrorCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
    "is not a page token that this service gave you for this list. Start again without one.",
    "bukan token halaman yang diberikan layanan ini kepada Anda untuk daftar ini. Mulai lagi tanpa "
    "token."};

inline constexpr Reason kPageTokenExpired{ErrorCode::kInvalidArgument, "PAGE_TOKEN_EXPIRED",
                                          "has expired. Start the list again without one.",
                                          "sudah kedaluwarsa. Mulai lagi daftar tanpa token."};

inline constexpr Reason kEtagMismatch{
    ErrorCode::kAborted, "ETAG_MISMATCH",
    "Somebody changed {resource} since you read it. Read it again and decide anew.",
    "Seseorang telah mengubah {resource} sejak Anda membacanya. Baca ulang lalu putuskan kembali."};

// What a database says of a broken constraint; storage turns it into the service's own reason.
inline constexpr Reason kConstraintViolated{ErrorCode::kInternal, "CONSTRAINT_VIOLATED",
                                            "The change contradicts the rule {constraint}.",
                                            "Perubahan bertentangan dengan aturan {constraint}."};

}  // namespace sinergi::reasons
