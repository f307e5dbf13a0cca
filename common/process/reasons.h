#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kListenBeyondLoopback{
    ErrorCode::kInvalidArgument, "LISTEN_BEYOND_LOOPBACK",
    "is {address}; with development tokens it must be 127.0.0.1, localhost or [::1] and a port.",
    "bernilai {address}; dengan token pengembangan nilainya harus 127.0.0.1, localhost, atau [::1] "
    "beserta port."};

inline constexpr Reason kListenWithoutTls{
    ErrorCode::kInvalidArgument, "LISTEN_WITHOUT_TLS",
    "is {address}; without TLS it must be 127.0.0.1, localhost or [::1] and a port.",
    "bernilai {address}; tanpa TLS nilainya harus 127.0.0.1, localhost, atau [::1] beserta port."};

inline constexpr Reason kFileUnreadable{ErrorCode::kFailedPrecondition, "FILE_UNREADABLE",
                                        "The file {file} cannot be read.",
                                        "Berkas {file} tidak dapat dibaca."};

inline constexpr Reason kFolderUnusable{ErrorCode::kFailedPrecondition, "FOLDER_UNUSABLE",
                                        "The folder {folder} cannot be made or written.",
                                        "Folder {folder} tidak dapat dibuat atau ditulisi."};

inline constexpr Reason kSeamUrlUnknown{
    ErrorCode::kInvalidArgument, "SEAM_URL_UNKNOWN",
    "The address {url} of the {seam} has no form that is known: {known}.",
    "Alamat {url} untuk {seam} tidak berbentuk yang dikenal: {known}."};

inline constexpr Reason kSeamForOneProcess{
    ErrorCode::kInvalidArgument, "SEAM_FOR_ONE_PROCESS",
    "is {url}, which holds within one process only; a service of its own needs {needed}.",
    "bernilai {url}, yang hanya berlaku dalam satu proses; layanan yang berdiri sendiri "
    "memerlukan {needed}."};

inline constexpr Reason kKeysNotApart{
    ErrorCode::kFailedPrecondition, "KEYS_NOT_APART",
    "The vault's keys are on the server of the service's own database, whose backups and logs "
    "would "
    "hold both. Give them a PostgreSQL server of their own.",
    "Kunci vault berada di server yang sama dengan basis data layanan, sehingga cadangan dan log "
    "memuat keduanya. Tempatkan kunci itu di server PostgreSQL tersendiri."};

inline constexpr Reason kKeysMissing{
    ErrorCode::kFailedPrecondition, "KEYS_MISSING",
    "There are referrals, and the vault has no person's key: is vault_keys the right database? "
    "Restore it, or copy the table vault_keys from where it was.",
    "Ada rujukan, tetapi vault tidak memiliki kunci seorang pun: apakah vault_keys basis data yang "
    "benar? Pulihkan, atau salin tabel vault_keys dari tempat asalnya."};

}  // namespace sinergi::reasons
