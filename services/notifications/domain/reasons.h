#pragma once

#include "common/result/error.h"

namespace sinergi::notifications::reasons {

inline constexpr Reason kSubscriptionNotFound{
    ErrorCode::kNotFound, "SUBSCRIPTION_NOT_FOUND",
    "There is no subscription {subscription} that you may see.",
    "Tidak ada langganan {subscription} yang boleh Anda lihat."};

inline constexpr Reason kOfficeNotYours{
    ErrorCode::kPermissionDenied, "OFFICE_NOT_YOURS",
    "You may subscribe for your own office only, not for {office}.",
    "Anda hanya boleh berlangganan untuk kantor Anda sendiri, bukan untuk {office}."};

inline constexpr Reason kAgencyNotYours{
    ErrorCode::kPermissionDenied, "AGENCY_NOT_YOURS",
    "You may subscribe for your own agency only, not for {agency}.",
    "Anda hanya boleh berlangganan untuk lembaga Anda sendiri, bukan untuk {agency}."};

inline constexpr Reason kEventTypeNotYours{
    ErrorCode::kPermissionDenied, "EVENT_TYPE_NOT_YOURS",
    "A partner agency is told of programmes, of empowerment and meetings, and not of {type}.",
    "Lembaga mitra diberi tahu tentang program, yaitu pemberdayaan dan rapat, bukan tentang "
    "{type}."};

inline constexpr Reason kOwnerAmbiguous{
    ErrorCode::kInvalidArgument, "OWNER_AMBIGUOUS",
    "must not be given together with office: a subscription is an office's or an agency's.",
    "tidak boleh diisi bersama office: langganan milik kantor atau lembaga."};

inline constexpr Reason kStartAmbiguous{ErrorCode::kInvalidArgument, "START_AMBIGUOUS",
                                        "must not be given together with another start.",
                                        "tidak boleh diisi bersama awal yang lain."};

inline constexpr Reason kListTooLong{ErrorCode::kInvalidArgument, "LIST_TOO_LONG",
                                     "has {count} entries; at most {limit} are allowed.",
                                     "berisi {count} butir; paling banyak {limit}."};

inline constexpr Reason kFieldNotChangeable{
    ErrorCode::kInvalidArgument, "FIELD_NOT_CHANGEABLE",
    "names a field that cannot be changed; what can be: {fields}.",
    "menyebut kolom yang tidak dapat diubah; yang dapat diubah: {fields}."};

inline constexpr Reason kChannelFixed{
    ErrorCode::kInvalidArgument, "CHANNEL_FIXED",
    "cannot be added or taken away: a subscription keeps its channel. Make another one.",
    "tidak dapat ditambahkan atau dihapus: langganan tetap pada salurannya. Buat langganan lain."};

inline constexpr Reason kReplayUnbounded{
    ErrorCode::kInvalidArgument, "REPLAY_UNBOUNDED",
    "must be given, or another condition: a replay says what it selects.",
    "harus diisi, atau syarat lain: pengiriman ulang menyebutkan apa yang dipilihnya."};

inline constexpr Reason kReplayNotFound{
    ErrorCode::kNotFound, "REPLAY_NOT_FOUND",
    "The subscription {subscription} has no replay {replay} that is still kept.",
    "Langganan {subscription} tidak memiliki pengiriman ulang {replay} yang masih disimpan."};

inline constexpr Reason kNotAWebhook{
    ErrorCode::kFailedPrecondition, "NOT_A_WEBHOOK",
    "The subscription {subscription} has no webhook; its events are streamed.",
    "Langganan {subscription} tidak memiliki webhook; peristiwanya disampaikan lewat aliran."};

inline constexpr Reason kEndpointUnverified{
    ErrorCode::kFailedPrecondition, "ENDPOINT_UNVERIFIED",
    "{url} has not yet shown that it wants these events: verify it first.",
    "{url} belum membuktikan bahwa peristiwa ini dikehendakinya: verifikasi dahulu."};

inline constexpr Reason kEndpointNotVerified{
    ErrorCode::kFailedPrecondition, "ENDPOINT_NOT_VERIFIED",
    "{url} did not answer the challenge with its text; it answered: {found}.",
    "{url} tidak menjawab tantangan dengan teksnya; jawabannya: {found}."};

inline constexpr Reason kEndpointChecksBusy{
    ErrorCode::kUnavailable, "ENDPOINT_CHECKS_BUSY",
    "Too many endpoints are being verified or tested at the moment. Try again soon.",
    "Terlalu banyak endpoint sedang diverifikasi atau diuji. Coba lagi sebentar lagi."};

inline constexpr Reason kEndpointChanged{
    ErrorCode::kAborted, "ENDPOINT_CHANGED",
    "The webhook's URL was changed while it was verified. Verify it again.",
    "URL webhook diubah selagi diverifikasi. Verifikasi sekali lagi."};

inline constexpr Reason kWebhookUrlRefused{
    ErrorCode::kInvalidArgument, "WEBHOOK_URL_REFUSED",
    "must be an https:// address without user and password, of at most {limit} characters.",
    "harus berupa alamat https:// tanpa nama pengguna dan kata sandi, paling panjang {limit} "
    "karakter."};

inline constexpr Reason kContactMalformed{ErrorCode::kInvalidArgument, "CONTACT_MALFORMED",
                                          "is no e-mail address such as siaga@instansi.go.id.",
                                          "bukan alamat surel seperti siaga@instansi.go.id."};

inline constexpr Reason kEventTypeMalformed{
    ErrorCode::kInvalidArgument, "EVENT_TYPE_MALFORMED",
    "is neither an event's full type, such as id.go.bnn.sinergi.referrals.v1.ReferralSent, nor a "
    "package with .* at its end.",
    "bukan jenis peristiwa yang lengkap, seperti id.go.bnn.sinergi.referrals.v1.ReferralSent, dan "
    "bukan pula paket dengan .* di akhirnya."};

inline constexpr Reason kEventTypesTooMany{
    ErrorCode::kInvalidArgument, "EVENT_TYPES_TOO_MANY",
    "has {count} entries; at most {limit} are allowed. A package with .* at its end stands for all "
    "of its types.",
    "berisi {count} butir; paling banyak {limit}. Paket dengan .* di akhirnya mewakili semua "
    "jenisnya."};

inline constexpr Reason kResumeTokenInvalid{
    ErrorCode::kInvalidArgument, "RESUME_TOKEN_INVALID",
    "is not a resume token that this service gave for this subscription.",
    "bukan token lanjutan yang diberikan layanan ini untuk langganan ini."};

inline constexpr Reason kResumeTokenOutOfRange{
    ErrorCode::kOutOfRange, "RESUME_TOKEN_OUT_OF_RANGE",
    "This place is no longer to be had: it is too old, or of another epoch. The oldest event to be "
    "had is number {oldest} of epoch {epoch}: begin without a token.",
    "Tempat ini tidak lagi tersedia: terlalu lama, atau dari masa yang lain. Peristiwa tertua yang "
    "masih tersedia bernomor {oldest} dari masa {epoch}: mulailah tanpa token."};

}  // namespace sinergi::notifications::reasons
