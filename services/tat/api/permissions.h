#pragma once

#include <array>

#include "common/identity/permissions.h"

namespace sinergi::tat {

// All that leads to people who came of their own will: who may do any of it may do none of this,
// and the other way round (kOfAssessments).
inline constexpr std::array<std::string_view, 4> kVoluntary{"referrals.", "consents.",
                                                            "subscriptions.", "events."};
// And of the two sides one account is one.
inline constexpr std::array<std::string_view, 5> kVoluntaryAndTeam{
    "referrals.", "consents.", "subscriptions.", "events.", "tat.start"};
inline constexpr std::array<std::string_view, 5> kVoluntaryAndInvestigator{
    "referrals.", "consents.", "subscriptions.", "events.", "tat.submit"};

// Whoever may start an assessment asks as the team of their office, everybody else as an
// investigator.
inline constexpr std::string_view kTeams = "tat.start";

// Who may call which method; which requests they then see is decided by tat_viewers.
inline constexpr std::array kPermissions{
    PermissionRow{"/sinergi.tat.v1.TatService/SubmitTatRequest", "tat.submit", "",
                  kVoluntaryAndTeam},
    PermissionRow{"/sinergi.tat.v1.TatService/StartTatAssessment", "tat.start", "",
                  kVoluntaryAndInvestigator},
    PermissionRow{"/sinergi.tat.v1.TatService/ConcludeTatRequest", "tat.conclude", "",
                  kVoluntaryAndInvestigator},
    PermissionRow{"/sinergi.tat.v1.TatService/ReturnTatRequest", "tat.return", "",
                  kVoluntaryAndInvestigator},
    PermissionRow{"/sinergi.tat.v1.TatService/WithdrawTatRequest", "tat.withdraw", "",
                  kVoluntaryAndTeam},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatRequest", "tat.read", "", kVoluntary},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatCase", "tat.read_case", "", kVoluntary},
    PermissionRow{"/sinergi.tat.v1.TatService/GetTatRecommendation", "tat.read_recommendation", "",
                  kVoluntary},
    PermissionRow{"/sinergi.tat.v1.TatService/ListTatRequests", "tat.read", "", kVoluntary},
    PermissionRow{"/sinergi.tat.v1.TatService/ListWaitingTatRequests", "tat.read", "", kVoluntary},
};

}  // namespace sinergi::tat
