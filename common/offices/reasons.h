#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kOfficeUnknown{ErrorCode::kInvalidArgument, "OFFICE_UNKNOWN",
                                       "no office has the code {office}.",
                                       "tidak ada kantor dengan kode {office}."};

inline constexpr Reason kOfficeDuplicate{ErrorCode::kInvalidArgument, "OFFICE_DUPLICATE",
                                         "the office {office} is there already, in line {line}.",
                                         "kantor {office} sudah ada, pada baris {line}."};

inline constexpr Reason kOfficeCycle{ErrorCode::kInvalidArgument, "OFFICE_CYCLE",
                                     "the office {office} stands above itself: {path}.",
                                     "kantor {office} berada di atas dirinya sendiri: {path}."};

inline constexpr Reason kJurisdictionEmpty{
    ErrorCode::kInvalidArgument, "JURISDICTION_EMPTY",
    "the period ends on {valid_to}, which is not after its beginning on {valid_from}.",
    "masa berlaku berakhir pada {valid_to}, tidak sesudah awalnya pada {valid_from}."};

inline constexpr Reason kJurisdictionDuplicate{
    ErrorCode::kInvalidArgument, "JURISDICTION_DUPLICATE",
    "{office} serves {region} on some of these days already by line {line}.",
    "{office} sudah melayani {region} pada sebagian hari itu menurut baris {line}."};

}  // namespace sinergi::reasons
