#pragma once

#include <map>
#include <set>
#include <string>

namespace sinergi {

// What an RPC says that tells one office nothing of another's records. Everything else is a leak.
inline const std::map<std::string, std::set<std::string>> kAnswers{
    {"RegisterFacility", {"FACILITY_OFFICE_NOT_YOURS"}},
    {"ChangeFacilityServices", {"FACILITY_NOT_YOURS"}},
    {"CloseFacility", {"FACILITY_NOT_YOURS"}},
    {"ReopenFacility", {"FACILITY_NOT_YOURS"}},
    {"CreateReferral", {"SENDER_NOT_YOURS"}},
    {"SendReferral", {"REFERRAL_NOT_FOUND"}},
    {"AcceptReferral", {"REFERRAL_NOT_FOUND"}},
    {"RejectReferral", {"REFERRAL_NOT_FOUND"}},
    {"CompleteReferral", {"REFERRAL_NOT_FOUND"}},
    {"ReceiveReferral", {"REFERRAL_NOT_FOUND"}},
    {"StartReferral", {"REFERRAL_NOT_FOUND"}},
    {"HoldReferral", {"REFERRAL_NOT_FOUND"}},
    {"ResumeReferral", {"REFERRAL_NOT_FOUND"}},
    {"RecordAppointment", {"REFERRAL_NOT_FOUND"}},
    {"RecordSession", {"REFERRAL_NOT_FOUND", "TIME_IN_FUTURE"}},
    {"ListSessions", {"REFERRAL_NOT_FOUND"}},
    {"FailReferral", {"REFERRAL_NOT_FOUND"}},
    {"CancelReferral", {"REFERRAL_NOT_FOUND"}},
    {"ConfirmCancellation", {"REFERRAL_NOT_FOUND"}},
    {"VoidReferral", {"REFERRAL_NOT_FOUND"}},
    {"ReassignReferral", {"REFERRAL_NOT_FOUND"}},
    {"TransferReferral", {"REFERRAL_NOT_FOUND", "FACILITY_OR_OFFICE"}},
    {"ListCandidates", {"REFERRAL_NOT_FOUND"}},
    {"GetReferral", {"REFERRAL_NOT_FOUND"}},
    {"GetReferralPerson", {"REFERRAL_NOT_FOUND"}},
    {"GetReferralLetter", {"REFERRAL_NOT_FOUND"}},
    {"BreakGlass", {"REFERRAL_NOT_FOUND"}},
    {"RecordConsent", {"REFERRAL_NOT_FOUND"}},
    {"RevokeConsent", {"REFERRAL_NOT_FOUND"}},
    {"ListConsents", {"PAGE_TOKEN_INVALID", "REFERRAL_NOT_FOUND"}},
    {"ListReferrals", {"PAGE_TOKEN_INVALID", "OK"}},
    {"ListWaitingReferrals", {"PAGE_TOKEN_INVALID", "OK"}},
    {"WatchReferrals", {"WATCH_TOKEN_INVALID"}},
    {"FindReferralsByNik", {"PAGE_TOKEN_INVALID", "OK"}},
    {"CreateSubscription", {"OFFICE_NOT_YOURS"}},
    {"VerifySubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"TestSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"RotateWebhookSecret", {"SUBSCRIPTION_NOT_FOUND"}},
    {"GetWebhookSecret", {"SUBSCRIPTION_NOT_FOUND"}},
    {"GetSubscriptionHealth", {"SUBSCRIPTION_NOT_FOUND"}},
    {"ListDeliveries", {"SUBSCRIPTION_NOT_FOUND", "PAGE_TOKEN_INVALID"}},
    {"ListDeliveryAttempts", {"SUBSCRIPTION_NOT_FOUND"}},
    {"ReplayEvents", {"SUBSCRIPTION_NOT_FOUND"}},
    {"GetReplay", {"SUBSCRIPTION_NOT_FOUND"}},
    {"ListMissedEvents", {"SUBSCRIPTION_NOT_FOUND", "PAGE_TOKEN_INVALID"}},
    {"AcknowledgeEvents", {"SUBSCRIPTION_NOT_FOUND"}},
    {"UpdateSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"PauseSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"ResumeSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"DeleteSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"GetSubscription", {"SUBSCRIPTION_NOT_FOUND"}},
    {"ListSubscriptions", {"PAGE_TOKEN_INVALID", "OK"}},
    {"StreamEvents", {"SUBSCRIPTION_NOT_FOUND"}},
    {"FetchEvents", {"SUBSCRIPTION_NOT_FOUND", "VALUE_OUT_OF_RANGE"}},
    {"StartTatAssessment", {"TAT_REQUEST_NOT_FOUND"}},
    {"ConcludeTatRequest", {"TAT_REQUEST_NOT_FOUND"}},
    {"ReturnTatRequest", {"TAT_REQUEST_NOT_FOUND"}},
    {"WithdrawTatRequest", {"TAT_REQUEST_NOT_FOUND"}},
    {"GetTatRequest", {"TAT_REQUEST_NOT_FOUND"}},
    {"GetTatCase", {"TAT_REQUEST_NOT_FOUND"}},
    {"GetTatRecommendation", {"TAT_REQUEST_NOT_FOUND"}},
    {"ListTatRequests", {"PAGE_TOKEN_INVALID", "OK"}},
    {"ListWaitingTatRequests", {"PAGE_TOKEN_INVALID", "OK"}},
};

// These know no offices: the directory and the reference data are everybody's, the outbox the
// operators'. Every office's team may be asked by everybody.
inline const std::set<std::string> kEverybodys{
    "GetFacility", "GetFacilityPlaces", "SearchFacilities", "SuggestFacilities", "ListFacilities",
    "GetRegion",   "SearchRegions",     "ListRegions",      "GetOffice",         "ListOffices",
    "ListEvents",  "RepublishEvents",   "SubmitTatRequest"};

}  // namespace sinergi
