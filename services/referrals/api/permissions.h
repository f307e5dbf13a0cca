#pragma once

#include <array>

#include "common/identity/permissions.h"

namespace sinergi::referrals {

// Who may call which method; which referrals they then see is decided by referral_viewers.
inline constexpr std::array kPermissions{
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RegisterFacility", "facilities.register",
                  kRehabilitasi},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ChangeFacilityServices",
                  "facilities.manage"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/CloseFacility", "facilities.manage"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ReopenFacility", "facilities.manage"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/GetFacility", "facilities.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/GetFacilityPlaces", "facilities.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/SearchFacilities", "facilities.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/SuggestFacilities", "facilities.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListFacilities", "facilities.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/CreateReferral", "referrals.create"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/SendReferral", "referrals.send"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/AcceptReferral", "referrals.accept"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RejectReferral", "referrals.reject"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/CompleteReferral", "referrals.complete"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ReceiveReferral", "referrals.receive"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/StartReferral", "referrals.start"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/HoldReferral", "referrals.hold"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ResumeReferral", "referrals.resume"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RecordAppointment",
                  "referrals.record_appointment"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RecordSession",
                  "referrals.record_session"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListSessions", "referrals.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/FailReferral", "referrals.fail"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/CancelReferral", "referrals.cancel"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ConfirmCancellation",
                  "referrals.confirm_cancellation"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/VoidReferral", "referrals.void"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ReassignReferral", "referrals.reassign"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/TransferReferral", "referrals.transfer"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListCandidates", "referrals.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/GetReferral", "referrals.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListReferrals", "referrals.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListWaitingReferrals", "referrals.read"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/WatchReferrals", "referrals.watch"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/GetReferralPerson",
                  "referrals.read_person"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/GetReferralLetter",
                  "referrals.read_person"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/FindReferralsByNik",
                  "referrals.find_by_nik"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/BreakGlass", "referrals.break_glass"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RecordConsent", "consents.record"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/RevokeConsent", "consents.revoke"},
    PermissionRow{"/sinergi.referrals.v1.ReferralsService/ListConsents", "consents.read"},
};

}  // namespace sinergi::referrals
