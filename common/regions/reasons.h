#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kRegionCodeMalformed{
    ErrorCode::kInvalidArgument, "REGION_CODE_MALFORMED",
    "an area code is written PP, PP.RR, PP.RR.KK or PP.RR.KK.VVVV, with digits and dots only.",
    "kode wilayah ditulis PP, PP.RR, PP.RR.KK, atau PP.RR.KK.VVVV, hanya dengan angka dan titik."};

inline constexpr Reason kRegionCodeUnknown{
    ErrorCode::kInvalidArgument, "REGION_CODE_UNKNOWN",
    "no area has the code {code}; the nearest area around it that exists is {nearest_name}.",
    "tidak ada wilayah dengan kode {code}; wilayah terdekat di atasnya yang ada adalah "
    "{nearest_name}."};

inline constexpr Reason kRegionCodeEnded{
    ErrorCode::kInvalidArgument, "REGION_CODE_ENDED",
    "the code {code} ({name}) is no longer valid since {ended}.",
    "kode {code} ({name}) tidak berlaku lagi sejak {ended}."};

inline constexpr Reason kRegionCodeNotBegun{ErrorCode::kInvalidArgument, "REGION_CODE_NOT_BEGUN",
                                            "the code {code} ({name}) is valid only from {begins}.",
                                            "kode {code} ({name}) baru berlaku mulai {begins}."};

inline constexpr Reason kRegionCodeDuplicate{ErrorCode::kInvalidArgument, "REGION_CODE_DUPLICATE",
                                             "the code {code} is there already, in line {line}.",
                                             "kode {code} sudah ada, pada baris {line}."};

inline constexpr Reason kRegionParentMissing{ErrorCode::kInvalidArgument, "REGION_PARENT_MISSING",
                                             "the area {parent}, in which {code} lies, is missing.",
                                             "wilayah {parent}, tempat {code} berada, tidak ada."};

inline constexpr Reason kRegionParentContradicts{
    ErrorCode::kInvalidArgument, "REGION_PARENT_CONTRADICTS",
    "the column {column} does not name {parent}, in which {code} lies by its digits.",
    "kolom {column} tidak menyebut {parent}, tempat {code} berada menurut angkanya."};

inline constexpr Reason kRegionsEffectiveTooEarly{
    ErrorCode::kInvalidArgument, "REGIONS_EFFECTIVE_TOO_EARLY",
    "the code {code} cannot end on {day}: it begins only on {begins}.",
    "kode {code} tidak dapat berakhir pada {day}: kode ini baru berlaku mulai {begins}."};

inline constexpr Reason kRegionsFileMissing{
    ErrorCode::kFailedPrecondition, "REGIONS_FILE_MISSING",
    "The area file {path} cannot be opened. Make it with sinergi-regions pack, or name the right "
    "one.",
    "Berkas wilayah {path} tidak dapat dibuka. Buat dengan sinergi-regions pack, atau sebutkan "
    "berkas yang benar."};

inline constexpr Reason kRegionsFileForeign{
    ErrorCode::kFailedPrecondition, "REGIONS_FILE_FOREIGN",
    "{path} is not an area file of the form that this program reads. Make it anew with "
    "sinergi-regions pack.",
    "{path} bukan berkas wilayah dengan bentuk yang dibaca program ini. Buat ulang dengan "
    "sinergi-regions pack."};

inline constexpr Reason kRegionsFileDamaged{
    ErrorCode::kFailedPrecondition, "REGIONS_FILE_DAMAGED",
    "The area file {path} is damaged or cut off. Make it anew with sinergi-regions pack.",
    "Berkas wilayah {path} rusak atau terpotong. Buat ulang dengan sinergi-regions pack."};

inline constexpr Reason kRegionsFileUnwritable{
    ErrorCode::kFailedPrecondition, "REGIONS_FILE_UNWRITABLE",
    "The area file {path} cannot be written.", "Berkas wilayah {path} tidak dapat ditulis."};

}  // namespace sinergi::reasons
