#pragma once

#include <array>

#include "common/identity/permissions.h"

namespace sinergi::tat {

// Who may work on referrals may do none of this, and so the other way round: no account reaches
// both.
inline constexpr std::string_view kReferrals = "referrals.";

// Who may call which method; which requests they then see is decided by tat_viewers.
inline constexpr std::array kPermissions{
    PermissionRow{"/sinergi.tat.v1.TatService/SubmitTatRequest", "tat.submit", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/StartTatAssessment", "tat.start", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/ConcludeTatRequest", "tat.conclude", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/ReturnTatRequest", "tat.return", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/WithdrawTatRequest", "tat.withdraw", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatRequest", "tat.read", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatCase", "tat.read_case", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatRecommendation", "tat.read_recommendation", "",
                  kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/ListTatRequests", "tat.read", "", kReferrals},
    PermissionRow{"/sinergi.tat.v1.TatService/ListWaitingTatRequests", "tat.read", "", kReferrals},
};

}  // namespace sinergi::tat
