#pragma once

#include "common/regions/regions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/referrals/application/consent_operations.h"
#include "services/referrals/application/letter_operations.h"
#include "services/referrals/application/person_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// The methods of ReferralsService about who is referred and what they consented to.
class PersonApi {
 public:
  struct Dependencies {
    PersonOperations& persons;
    LetterOperations& letters;
    ConsentOperations& consents;
    const Offices& offices;
    const Regions& regions;
    const PageTokens& page_tokens;
    const std::string& hash_key;
    std::chrono::milliseconds longest_consent;
  };

  // Adds the methods to `service`, which does not outlive this object.
  PersonApi(const Dependencies& dependencies, RpcService& service);

 private:
  using Answer = Result<std::string>;

  Answer GetReferralPerson(const Call& call, const v1::GetReferralPersonRequest& request);
  Answer GetReferralLetter(const Call& call, const v1::GetReferralLetterRequest& request);
  Answer BreakGlass(const Call& call, const v1::BreakGlassRequest& request);
  Answer RecordConsent(const Call& call, const v1::RecordConsentRequest& request);
  Answer RevokeConsent(const Call& call, const v1::RevokeConsentRequest& request);
  Answer ListConsents(const Call& call, const v1::ListConsentsRequest& request);

  template <class Request>
  void Serve(RpcService& service, const std::string& name,
             Answer (PersonApi::*method)(const Call&, const Request&));

  const Dependencies use_;
};

}  // namespace sinergi::referrals
