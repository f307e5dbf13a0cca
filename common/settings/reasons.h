#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kSettingUnknown{ErrorCode::kInvalidArgument, "SETTING_UNKNOWN",
                                        "is not a setting of this program.",
                                        "bukan pengaturan program ini."};

inline constexpr Reason kSettingMisspelt{
    ErrorCode::kInvalidArgument, "SETTING_MISSPELT",
    "is not a setting of this program; did you mean {closest}?",
    "bukan pengaturan program ini; mungkin maksud Anda {closest}?"};

inline constexpr Reason kSettingValueMissing{ErrorCode::kInvalidArgument, "SETTING_VALUE_MISSING",
                                             "has no value; write it as --name=value.",
                                             "belum diberi nilai; tulis sebagai --name=value."};

inline constexpr Reason kSettingMalformed{ErrorCode::kInvalidArgument, "SETTING_MALFORMED",
                                          "cannot be \"{value}\"; write {form}.",
                                          "tidak dapat bernilai \"{value}\"; tulis {form}."};

inline constexpr Reason kSettingOutOfRange{ErrorCode::kInvalidArgument, "SETTING_OUT_OF_RANGE",
                                           "is {value}; it must be from {least} to {most}.",
                                           "bernilai {value}; harus dari {least} sampai {most}."};

inline constexpr Reason kArgumentMalformed{ErrorCode::kInvalidArgument, "ARGUMENT_MALFORMED",
                                           "is not of the form --name=value.",
                                           "tidak berbentuk --name=value."};

}  // namespace sinergi::reasons
