#pragma once

#include "common/result/error.h"

namespace sinergi::standalone::reasons {

inline constexpr Reason kListenBeyondLoopback{
    ErrorCode::kInvalidArgument, "LISTEN_BEYOND_LOOPBACK",
    "is {address}; with development tokens it must be 127.0.0.1, localhost or [::1] and a port.",
    "bernilai {address}; dengan token pengembangan nilainya harus 127.0.0.1, localhost, atau [::1] "
    "beserta port."};

inline constexpr Reason kFileUnreadable{ErrorCode::kFailedPrecondition, "FILE_UNREADABLE",
                                        "The file {file} cannot be read.",
                                        "Berkas {file} tidak dapat dibaca."};

inline constexpr Reason kFolderUnusable{ErrorCode::kFailedPrecondition, "FOLDER_UNUSABLE",
                                        "The folder {folder} cannot be made or written.",
                                        "Folder {folder} tidak dapat dibuat atau ditulisi."};

}  // namespace sinergi::standalone::reasons
