#pragma once

#include "common/offices/offices.h"
#include "common/result/result.h"
#include "common/rpc/field_checks.h"
#include "services/referrals/application/consent_terms.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// What a new consent is held against: the offices there are, and how long one may hold.
struct ConsentRules {
  const Offices& offices;
  std::chrono::milliseconds longest;
};

// The consent of a field named "consent", or violations.
std::optional<NewConsent> CheckedConsent(FieldChecks& checks, const v1::NewConsent& proto,
                                         const ConsentRules& rules);

}  // namespace sinergi::referrals
