#pragma once

#include "common/result/error.h"
#include "services/referrals/domain/facility_reasons.h"

namespace sinergi::referrals::reasons {

inline constexpr Reason kReferralNotFound{ErrorCode::kNotFound, "REFERRAL_NOT_FOUND",
                                          "There is no referral {referral} that you may see.",
                                          "Tidak ada rujukan {referral} yang boleh Anda lihat."};

inline constexpr Reason kReferralStateWrong{
    ErrorCode::kFailedPrecondition, "REFERRAL_STATE_WRONG",
    "Referral {reference} is {state}; to {verb} it, it must be {needed}.",
    "Rujukan {reference} berstatus {state}; untuk tindakan {verb} statusnya harus {needed}."};

inline constexpr Reason kAppointmentNotPlanned{
    ErrorCode::kFailedPrecondition, "APPOINTMENT_NOT_PLANNED",
    "Referral {reference} has no appointment that is planned.",
    "Rujukan {reference} tidak memiliki janji temu yang direncanakan."};

inline constexpr Reason kDeadlineTwice{
    ErrorCode::kInvalidArgument, "DEADLINE_TWICE",
    "the deadline for {priority} {goal} is there twice for the same day.",
    "tenggat untuk {priority} {goal} tertulis dua kali untuk hari yang sama."};

inline constexpr Reason kDeadlineMissing{
    ErrorCode::kInvalidArgument, "DEADLINE_MISSING",
    "has no deadline for {priority} {goal} from its first day on.",
    "tidak memuat tenggat untuk {priority} {goal} sejak hari pertamanya."};

inline constexpr Reason kPolicyTwice{ErrorCode::kInvalidArgument, "POLICY_TWICE",
                                     "{what} is there twice for the same day.",
                                     "{what} tertulis dua kali untuk hari yang sama."};

inline constexpr Reason kPolicyEmpty{ErrorCode::kInvalidArgument, "POLICY_EMPTY",
                                     "says nothing at all.", "tidak memuat apa pun."};

inline constexpr Reason kBandsCrossed{ErrorCode::kInvalidArgument, "BANDS_CROSSED",
                                      "berat must begin above sedang for {substance}.",
                                      "berat harus dimulai di atas sedang untuk {substance}."};

inline constexpr Reason kBandMissing{
    ErrorCode::kInvalidArgument, "BAND_MISSING",
    "the edition of {edition} has no bands for {substance}.",
    "edisi {edition} tidak memuat rentang skor untuk {substance}."};

inline constexpr Reason kRouteAgainstPolicy{
    ErrorCode::kFailedPrecondition, "ROUTE_AGAINST_POLICY",
    "{facility} is not where the rule of {edition} sends somebody of this risk level. If it is "
    "meant "
    "all the same, say why.",
    "{facility} bukan tujuan untuk tingkat risiko ini menurut aturan {edition}. Bila memang "
    "dimaksudkan, sebutkan alasannya."};

inline constexpr Reason kReceiverNotForPerson{
    ErrorCode::kFailedPrecondition, "RECEIVER_NOT_FOR_PERSON",
    "{facility} does not give {service} to somebody of this age or risk level. If it is meant all "
    "the same, say why.",
    "{facility} tidak memberikan {service} untuk usia atau tingkat risiko ini. Bila memang "
    "dimaksudkan, sebutkan alasannya."};

inline constexpr Reason kScoreTwice{ErrorCode::kInvalidArgument, "SCORE_TWICE",
                                    "is scored twice; give one score for each substance.",
                                    "diberi skor dua kali; beri satu skor untuk setiap zat."};

inline constexpr Reason kLevelUnknown{ErrorCode::kInvalidArgument, "LEVEL_UNKNOWN",
                                      "give either the scores of a screening or the risk level.",
                                      "berikan skor skrining atau tingkat risiko."};

inline constexpr Reason kNothingDue{ErrorCode::kFailedPrecondition, "NOTHING_DUE",
                                    "Referral {reference} owes nothing at this moment.",
                                    "Rujukan {reference} tidak memiliki tenggat pada saat ini."};

inline constexpr Reason kTimeOfNothingPlanned{
    ErrorCode::kInvalidArgument, "TIME_OF_NOTHING_PLANNED",
    "is for an appointment that is planned; what became of it keeps that time.",
    "hanya untuk janji temu yang direncanakan; hasilnya memakai waktu tersebut."};

inline constexpr Reason kReplacedNotEnded{
    ErrorCode::kFailedPrecondition, "REPLACED_NOT_ENDED",
    "Referral {reference} is {state}; only one that came to nothing can be replaced.",
    "Rujukan {reference} berstatus {state}; hanya rujukan yang tidak membuahkan layanan yang dapat "
    "digantikan."};

inline constexpr Reason kPersonHasLiveReferral{
    ErrorCode::kFailedPrecondition, "PERSON_HAS_LIVE_REFERRAL",
    "The person of {reference} is on their way by referral {live} already. If this one is meant "
    "besides it, say why.",
    "Orang pada {reference} sudah dirujuk melalui rujukan {live}. Bila rujukan ini memang "
    "tambahan, "
    "sebutkan alasannya."};

inline constexpr Reason kPersonHasAnotherReferral{
    ErrorCode::kFailedPrecondition, "PERSON_HAS_ANOTHER_REFERRAL",
    "The person of {reference} is on their way by a referral that is not yours to see. If this one "
    "is meant besides it, say why.",
    "Orang pada {reference} sudah dirujuk melalui rujukan lain yang bukan untuk Anda lihat. Bila "
    "rujukan ini memang tambahan, sebutkan alasannya."};

inline constexpr Reason kNotTheSender{
    ErrorCode::kPermissionDenied, "NOT_THE_SENDER",
    "Only the sender of referral {reference} may do this.",
    "Hanya pengirim rujukan {reference} yang boleh melakukan ini."};

inline constexpr Reason kNotTheReceiver{
    ErrorCode::kPermissionDenied, "NOT_THE_RECEIVER",
    "Only the receiver of referral {reference} may do this.",
    "Hanya penerima rujukan {reference} yang boleh melakukan ini."};

inline constexpr Reason kSenderNotYours{
    ErrorCode::kPermissionDenied, "SENDER_NOT_YOURS",
    "You may send only for your own facility or one of your office.",
    "Anda hanya boleh mengirim atas nama fasilitas Anda sendiri atau fasilitas kantor Anda."};

inline constexpr Reason kNoteRequired{ErrorCode::kInvalidArgument, "NOTE_REQUIRED",
                                      "is required for OTHER.", "wajib diisi untuk OTHER."};

inline constexpr Reason kOfferTaken{ErrorCode::kFailedPrecondition, "OFFER_TAKEN",
                                    "Another facility has taken on referral {referral}.",
                                    "Fasilitas lain sudah menerima rujukan {referral}."};

inline constexpr Reason kReferralContested{
    ErrorCode::kAborted, "REFERRAL_CONTESTED",
    "Somebody else is answering referral {referral} at this moment. Try again.",
    "Pihak lain sedang menjawab rujukan {referral} saat ini. Coba lagi."};

inline constexpr Reason kReceiverOrCandidates{
    ErrorCode::kInvalidArgument, "RECEIVER_OR_CANDIDATES",
    "must not be given together with receiver_facility_id.",
    "tidak boleh diisi bersama receiver_facility_id."};

inline constexpr Reason kFacilityOrOffice{
    ErrorCode::kInvalidArgument, "FACILITY_OR_OFFICE",
    "must not be given together with a facility, whose office is known.",
    "tidak boleh diisi bersama fasilitas, yang kantornya sudah diketahui."};

inline constexpr Reason kNotAMinor{
    ErrorCode::kInvalidArgument, "NOT_A_MINOR",
    "is for minors; the birth date that is stated is not a minor's, or none is.",
    "hanya untuk anak; tanggal lahir yang disebutkan bukan milik anak, atau tidak ada."};

inline constexpr Reason kWatchTokenInvalid{
    ErrorCode::kInvalidArgument, "WATCH_TOKEN_INVALID",
    "is no token that this service gave you for watching, or has expired; watch again without one.",
    "bukan token yang diberikan layanan ini kepada Anda, atau sudah kedaluwarsa; mulai lagi tanpa "
    "token."};

inline constexpr Reason kWatchTokenTooOld{
    ErrorCode::kOutOfRange, "WATCH_TOKEN_TOO_OLD",
    "What changed since this token is no longer kept. Watch again without one.",
    "Perubahan sejak token ini tidak lagi disimpan. Mulai lagi tanpa token."};

inline constexpr Reason kSessionsTooMany{
    ErrorCode::kFailedPrecondition, "SESSIONS_TOO_MANY",
    "Referral {reference} has {limit} sessions already; tell its outcome and go on with another.",
    "Rujukan {reference} sudah memiliki {limit} sesi; laporkan hasilnya dan lanjutkan dengan yang "
    "lain."};

inline constexpr Reason kTimeInFuture{ErrorCode::kInvalidArgument, "TIME_IN_FUTURE",
                                      "has not come yet.", "belum tiba."};

inline constexpr Reason kCandidateTwice{ErrorCode::kInvalidArgument, "CANDIDATE_TWICE",
                                        "is there twice; name each facility once.",
                                        "tertulis dua kali; sebutkan setiap fasilitas satu kali."};

inline constexpr Reason kNotEscalated{
    ErrorCode::kFailedPrecondition, "NOT_ESCALATED",
    "Referral {reference} can be given to another receiver only after it was escalated.",
    "Rujukan {reference} hanya dapat dialihkan setelah dieskalasikan."};

inline constexpr Reason kNotAbove{
    ErrorCode::kPermissionDenied, "NOT_ABOVE",
    "Only the sender of referral {reference} and the office above the one it waits for may do "
    "this.",
    "Hanya pengirim rujukan {reference} dan kantor di atas yang ditunggu jawabannya yang boleh "
    "melakukan ini."};

inline constexpr Reason kReceiverAlready{ErrorCode::kFailedPrecondition, "RECEIVER_ALREADY",
                                         "{facility} is the receiver already.",
                                         "{facility} sudah menjadi penerima."};

inline constexpr Reason kReferralOver{ErrorCode::kFailedPrecondition, "REFERRAL_OVER",
                                      "Referral {reference} is over.",
                                      "Rujukan {reference} sudah berakhir."};

inline constexpr Reason kNikMalformed{
    ErrorCode::kInvalidArgument, "NIK_MALFORMED",
    "is not a NIK: 16 digits with a day, a month and a serial number that can exist.",
    "bukan NIK: 16 angka dengan tanggal, bulan, dan nomor urut yang mungkin ada."};

inline constexpr Reason kReferenceMalformed{
    ErrorCode::kInvalidArgument, "REFERENCE_MALFORMED",
    "is not a referral's short name; read it again, one character is wrong.",
    "bukan nomor rujukan; periksa kembali, ada karakter yang salah."};

inline constexpr Reason kConsentMissing{
    ErrorCode::kPermissionDenied, "CONSENT_MISSING",
    "No consent is recorded for referral {reference}.",
    "Belum ada persetujuan yang tercatat untuk rujukan {reference}."};

inline constexpr Reason kConsentRevoked{ErrorCode::kPermissionDenied, "CONSENT_REVOKED",
                                        "The consent for referral {reference} was revoked.",
                                        "Persetujuan untuk rujukan {reference} telah dicabut."};

inline constexpr Reason kConsentExpired{
    ErrorCode::kPermissionDenied, "CONSENT_EXPIRED",
    "The consent for referral {reference} holds no longer; record a new one.",
    "Persetujuan untuk rujukan {reference} sudah berakhir; catat yang baru."};

inline constexpr Reason kConsentNotForYou{
    ErrorCode::kPermissionDenied, "CONSENT_NOT_FOR_YOU",
    "The consent for referral {reference} is for others, or for another purpose.",
    "Persetujuan untuk rujukan {reference} diberikan untuk pihak atau tujuan lain."};

inline constexpr Reason kNoConsentToRevoke{
    ErrorCode::kFailedPrecondition, "NO_CONSENT_TO_REVOKE",
    "Referral {reference} has no consent that could be revoked.",
    "Rujukan {reference} tidak memiliki persetujuan yang dapat dicabut."};

inline constexpr Reason kConsentNeedsGuardian{
    ErrorCode::kInvalidArgument, "CONSENT_NEEDS_GUARDIAN",
    "must be a parent or a guardian, because the person is a minor.",
    "harus orang tua atau wali, karena orangnya belum dewasa."};

inline constexpr Reason kConsentPartyUnknown{ErrorCode::kInvalidArgument, "CONSENT_PARTY_UNKNOWN",
                                             "names {party}, which is not registered here.",
                                             "menyebut {party}, yang tidak terdaftar di sini."};

inline constexpr Reason kNotAParty{
    ErrorCode::kPermissionDenied, "NOT_A_PARTY",
    "Only the sender and the receiver of referral {reference} may do this.",
    "Hanya pengirim dan penerima rujukan {reference} yang boleh melakukan ini."};

inline constexpr Reason kBirthDateImpossible{
    ErrorCode::kInvalidArgument, "BIRTH_DATE_IMPOSSIBLE",
    "is no day of the form YYYY-MM-DD between 1900 and today.",
    "bukan tanggal berbentuk YYYY-MM-DD antara tahun 1900 dan hari ini."};

inline constexpr Reason kNikAreaUnknown{
    ErrorCode::kInvalidArgument, "NIK_AREA_UNKNOWN",
    "begins with an area that is not in today's table; it may be an older one.",
    "diawali wilayah yang tidak ada dalam tabel saat ini; mungkin kode lama."};

inline constexpr Reason kNikDateImpossible{ErrorCode::kInvalidArgument, "NIK_DATE_IMPOSSIBLE",
                                           "holds a day that no month has.",
                                           "memuat tanggal yang tidak ada dalam bulannya."};

inline constexpr Reason kNikBirthDateDiffers{
    ErrorCode::kInvalidArgument, "NIK_BIRTH_DATE_DIFFERS",
    "holds another birth date than the one stated; it may be right all the same.",
    "memuat tanggal lahir yang berbeda dari yang disebutkan; bisa saja tetap benar."};

inline constexpr Reason kNikSexDiffers{
    ErrorCode::kInvalidArgument, "NIK_SEX_DIFFERS",
    "is of another sex than the one stated; it may be right all the same.",
    "menunjukkan jenis kelamin yang berbeda dari yang disebutkan; bisa saja tetap benar."};

}  // namespace sinergi::referrals::reasons
