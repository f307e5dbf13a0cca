#include "services/referrals/api/person_api.h"

#include <charconv>
#include <limits>

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/api/consent_proto.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/api/letter_html.h"
#include "services/referrals/api/person_proto.h"
#include "services/referrals/api/referral_proto.h"
#include "services/referrals/messaging/consent_message.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kLongestJustification = 1000;

template <class Response>
std::string PersonIn(const Person& person) {
  Response response;
  *response.mutable_person() = ToProto(person);
  return response.SerializeAsString();
}

}  // namespace

template <class Request>
void PersonApi::Serve(RpcService& service, const std::string& name,
                      Answer (PersonApi::*method)(const Call&, const Request&)) {
  service.Unary<Request>(name, [this, method](const Call& call, const Request& request) {
    return (this->*method)(call, request);
  });
}

PersonApi::PersonApi(const Dependencies& dependencies, RpcService& service) : use_(dependencies) {
  Serve(service, "GetReferralPerson", &PersonApi::GetReferralPerson);
  Serve(service, "GetReferralLetter", &PersonApi::GetReferralLetter);
  Serve(service, "BreakGlass", &PersonApi::BreakGlass);
  Serve(service, "RecordConsent", &PersonApi::RecordConsent);
  Serve(service, "RevokeConsent", &PersonApi::RevokeConsent);
  Serve(service, "ListConsents", &PersonApi::ListConsents);
}

PersonApi::Answer PersonApi::GetReferralPerson(const Call& call,
                                               const v1::GetReferralPersonRequest& request) {
  const auto target = TargetOf(request.referral_id(), "");
  if (!target) return target.error();
  const auto person = use_.persons.Get(ContextOf(call), target->id);
  if (!person) return person.error();
  return PersonIn<v1::GetReferralPersonResponse>(*person);
}

PersonApi::Answer PersonApi::GetReferralLetter(const Call& call,
                                               const v1::GetReferralLetterRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const bool is_english = request.language() == "en";
  if (!is_english && !request.language().empty() && request.language() != "id") {
    checks.Violated("language", ::sinergi::reasons::kFieldMalformed, {{"form", "id or en"}});
  }
  if (auto done = checks.Done(); !done) return done.error();
  const auto letter = use_.letters.Write(ContextOf(call), id);
  if (!letter) return letter.error();
  v1::GetReferralLetterResponse response;
  response.set_html(LetterHtml(*letter, use_.offices, use_.regions,
                               is_english ? Language::kEnglish : Language::kIndonesian));
  return response.SerializeAsString();
}

PersonApi::Answer PersonApi::BreakGlass(const Call& call, const v1::BreakGlassRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto reason = CheckedEnum(checks, "reason", request.reason(), kBreakGlassReasons);
  checks.RequiredText("justification", request.justification(), kLongestJustification);
  if (auto done = checks.Done(); !done) return done.error();
  const auto person =
      use_.persons.BreakGlass(ContextOf(call), *change, id,
                              {static_cast<BreakGlassReason>(*reason), request.justification()});
  if (!person) return person.error();
  return PersonIn<v1::BreakGlassResponse>(*person);
}

PersonApi::Answer PersonApi::RecordConsent(const Call& call,
                                           const v1::RecordConsentRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto terms =
      CheckedConsent(checks, request.consent(), {use_.offices, use_.longest_consent});
  if (auto done = checks.Done(); !done) return done.error();
  return use_.consents.Record(ContextOf(call), *change, {id, request.etag()}, *terms,
                              ReferralIn<v1::RecordConsentResponse>());
}

PersonApi::Answer PersonApi::RevokeConsent(const Call& call,
                                           const v1::RevokeConsentRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto reason = CheckedEnum(checks, "reason", request.reason(), kConsentRevocations);
  if (auto done = checks.Done(); !done) return done.error();
  return use_.consents.Revoke(ContextOf(call), *change, {id, request.etag()},
                              static_cast<ConsentRevocation>(*reason),
                              ReferralIn<v1::RevokeConsentResponse>());
}

PersonApi::Answer PersonApi::ListConsents(const Call& call,
                                          const v1::ListConsentsRequest& request) {
  const auto target = TargetOf(request.referral_id(), "");
  if (!target) return target.error();
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  const auto place = use_.page_tokens.Read(call, request.referral_id(), request.page_token());
  if (!place) return place.error();
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  std::from_chars(place->data(), place->data() + place->size(), before);
  auto found = use_.consents.List(ContextOf(call), target->id, before, *size + 1);
  if (!found) return found.error();
  v1::ListConsentsResponse response;
  if (std::ssize(*found) > *size) {
    found->pop_back();
    response.set_next_page_token(
        use_.page_tokens.Make(call, request.referral_id(), std::to_string(found->back().version)));
  }
  for (const Consent& consent : *found) FillConsent(consent, *response.add_consents());
  return response.SerializeAsString();
}

}  // namespace sinergi::referrals
