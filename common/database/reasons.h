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

inline constexpr Reason kSchemaDiffers{
    ErrorCode::kFailedPrecondition, "SCHEMA_DIFFERS",
    "Step {version} of the schema of {component} was applied with another content than this "
    "program "
    "has: the database belongs to another release. Use that release, or another data folder.",
    "Langkah {version} pada skema {component} sudah diterapkan dengan isi yang berbeda dari "
    "program "
    "ini: basis data berasal dari rilis lain. Gunakan rilis itu, atau folder data yang lain."};

}  // namespace sinergi::reasons
