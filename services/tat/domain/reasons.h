#pragma once

#include "common/result/error.h"

namespace sinergi::tat::reasons {

inline constexpr Reason kTatRequestNotFound{
    ErrorCode::kNotFound, "TAT_REQUEST_NOT_FOUND",
    "There is no assessment request {request} that you may see.",
    "Tidak ada permohonan asesmen {request} yang boleh Anda lihat."};

inline constexpr Reason kTatStateWrong{
    ErrorCode::kFailedPrecondition, "TAT_STATE_WRONG",
    "Assessment request {reference} is {state}; to {verb} it, it must be {needed}.",
    "Permohonan asesmen {reference} berstatus {state}; untuk tindakan {verb} statusnya harus "
    "{needed}."};

inline constexpr Reason kNotTheTeam{
    ErrorCode::kPermissionDenied, "NOT_THE_TEAM",
    "Only the team of the office that was asked may do this with {reference}.",
    "Hanya tim di kantor yang dimohon yang boleh melakukan ini pada {reference}."};

inline constexpr Reason kNotTheInvestigator{
    ErrorCode::kPermissionDenied, "NOT_THE_INVESTIGATOR",
    "Only the investigator's own side may do this with {reference}.",
    "Hanya pihak penyidik yang boleh melakukan ini pada {reference}."};

inline constexpr Reason kNotAPartyOfTat{
    ErrorCode::kPermissionDenied, "NOT_A_PARTY_OF_TAT",
    "What {reference} is about is for the investigator and the team that is asked.",
    "Isi {reference} hanya untuk penyidik dan tim yang dimohon."};

inline constexpr Reason kInvestigatorOfNobody{
    ErrorCode::kPermissionDenied, "INVESTIGATOR_OF_NOBODY",
    "Your token names neither an agency nor an office to which the answer could go.",
    "Token Anda tidak menyebut instansi atau kantor tujuan jawaban."};

inline constexpr Reason kRehabilitationNotRecommended{
    ErrorCode::kInvalidArgument, "REHABILITATION_NOT_RECOMMENDED",
    "is given only where rehabilitation is recommended.",
    "hanya diisi bila rehabilitasi direkomendasikan."};

inline constexpr Reason kTatPolicyMissing{
    ErrorCode::kFailedPrecondition, "TAT_POLICY_MISSING",
    "No rule says yet within how many days an assessment is owed.",
    "Belum ada aturan tentang batas hari asesmen."};

inline constexpr Reason kTatSpanMalformed{
    ErrorCode::kInvalidArgument, "TAT_SPAN_MALFORMED",
    "{column} is hours or seconds, 1 to 10,000 of them: 144h, 30s.",
    "{column} berupa jam atau detik, 1 sampai 10.000: 144h, 30s."};

inline constexpr Reason kTatDayMalformed{
    ErrorCode::kInvalidArgument, "TAT_DAY_MALFORMED",
    "valid_from is a day of the form YYYY-MM-DD, each once.",
    "valid_from berupa hari dengan bentuk YYYY-MM-DD, masing-masing sekali."};

inline constexpr Reason kTatNothingDue{
    ErrorCode::kFailedPrecondition, "TAT_NOTHING_DUE",
    "Assessment request {reference} owes nothing at this moment.",
    "Permohonan asesmen {reference} tidak memiliki tenggat saat ini."};

}  // namespace sinergi::tat::reasons
