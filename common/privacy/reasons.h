#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kPersonForgotten{
    ErrorCode::kDataLoss, "PERSON_FORGOTTEN",
    "What was kept about this person has been made unreadable for good.",
    "Data yang disimpan tentang orang ini telah dibuat tidak terbaca untuk selamanya."};

inline constexpr Reason kSealedDataChanged{
    ErrorCode::kDataLoss, "SEALED_DATA_CHANGED",
    "What is kept about this person was damaged and cannot be read.",
    "Data yang disimpan tentang orang ini rusak dan tidak dapat dibaca."};

inline constexpr Reason kKeyFileUnusable{
    ErrorCode::kFailedPrecondition, "KEY_FILE_UNUSABLE",
    "The key file {path} cannot be used. It must hold a key and be readable by its owner only.",
    "Berkas kunci {path} tidak dapat digunakan. Berkas itu harus berisi kunci dan hanya boleh "
    "dibaca "
    "oleh pemiliknya."};

inline constexpr Reason kMasterKeyWrong{
    ErrorCode::kFailedPrecondition, "MASTER_KEY_WRONG",
    "The master key in {path} is not the one that the stored keys were made with.",
    "Kunci induk di {path} bukan kunci yang dipakai saat kunci-kunci tersimpan dibuat."};

}  // namespace sinergi::reasons
