#pragma once

#include "common/result/error.h"

namespace sinergi::reasons {

inline constexpr Reason kDatabaseUnusable{ErrorCode::kFailedPrecondition, "DATABASE_UNUSABLE",
                                          "The database {file} cannot be used. Check that the "
                                          "folder exists, that you may write there and "
                                          "that no other process has it open.",
                                          "Basis data {file} tidak dapat dipakai. Pastikan "
                                          "foldernya ada, dapat ditulisi, dan tidak sedang "
                                          "dibuka proses lain."};

inline constexpr Reason kDatabaseUrlInvalid{
    ErrorCode::kFailedPrecondition, "DATABASE_URL_INVALID",
    "The database's URL cannot be read. It looks like "
    "postgresql://user:password@host:port/database; "
    "special characters in the password are written as %xx.",
    "URL basis data tidak dapat dibaca. Bentuknya postgresql://user:password@host:port/database; "
    "karakter khusus dalam kata sandi ditulis sebagai %xx."};

inline constexpr Reason kDatabaseUnreachable{
    ErrorCode::kFailedPrecondition, "DATABASE_UNREACHABLE",
    "The database {database} on {host} does not let this program in. Check that the server runs, "
    "that the database exists there, and that the URL's user and password are right.",
    "Basis data {database} di {host} tidak dapat dimasuki program ini. Pastikan server berjalan, "
    "basis data itu ada di sana, dan pengguna serta kata sandi pada URL benar."};

inline constexpr Reason kSchemaDiffers{
    ErrorCode::kFailedPrecondition, "SCHEMA_DIFFERS",
    "Step {version} of the schema of {component} was applied with another content than this "
    "program "
    "has: the database belongs to another release. Use that release, or another data folder.",
    "Langkah {version} pada skema {component} sudah diterapkan dengan isi yang berbeda dari "
    "program "
    "ini: basis data berasal dari rilis lain. Gunakan rilis itu, atau folder data yang lain."};

inline constexpr Reason kDatabaseUserTooPowerful{
    ErrorCode::kFailedPrecondition, "DATABASE_USER_TOO_POWERFUL",
    "The database's user {user}, or a role that it takes, is not held by row-level security. Take "
    "its superuser and BYPASSRLS rights away, or use another user that owns the service's "
    "database.",
    "Pengguna basis data {user}, atau peran yang dipakainya, tidak dibatasi oleh row-level "
    "security. Cabut hak superuser dan BYPASSRLS, atau gunakan pengguna lain yang memiliki basis "
    "data layanan."};

inline constexpr Reason kDatabaseRolesMissing{
    ErrorCode::kFailedPrecondition, "DATABASE_ROLES_MISSING",
    "The database's user {user} may not work as sinergi_relay and sinergi_timers. Let the server's "
    "administrator run psql --set=user={user} --file=deploy/postgres/roles.sql.",
    "Pengguna basis data {user} tidak boleh bekerja sebagai sinergi_relay dan sinergi_timers. "
    "Minta administrator server menjalankan psql --set=user={user} "
    "--file=deploy/postgres/roles.sql."};

}  // namespace sinergi::reasons
