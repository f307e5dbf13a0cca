#include "services/referrals/domain/referral.h"

#include <gtest/gtest.h>

#include <map>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

const Instant kCreated = FromMicroseconds(1'772'600'000'000'000);
const Instant kLater = kCreated + std::chrono::hours(1);

// By both sides' parties, for a year.
Consent Consented(FacilityId receiver) {
  return {1,
          ConsentPurpose::kCare,
          ConsentGiver::kPerson,
          ConsentForm::kWritten,
          {OfficeActor("BNNK-PANGKALPINANG"), FacilityActor(receiver.ToString())},
          kCreated,
          kCreated + std::chrono::days(365),
          std::nullopt,
          std::nullopt};
}

Referral In(ReferralState state, bool consented = true) {
  const auto receiver = FacilityId::Make(kCreated);
  std::optional<Consent> consent;
  if (consented) consent = Consented(receiver);
  return Referral({ReferralId::Make(kCreated), ReferralReference::Make(Uuid::Make(kCreated)), state,
                   Party{std::nullopt, "BNNK-PANGKALPINANG"}, Party{receiver, "BNNK-CIAMIS"},
                   RegionCode::Parse("19.04.02.2020").value(), FacilityService::kOutpatient,
                   ReferralPriority::kRoutine, PersonId::Make(kCreated), std::nullopt, std::nullopt,
                   kCreated, kCreated, std::nullopt, std::nullopt, std::nullopt, 3,
                   std::move(consent)});
}

Outcome Finished() { return {OutcomeResult::kFinished, {FacilityService::kOutpatient}, 4}; }

const std::map<std::string, Status (*)(Referral&, Instant)> kVerbs{
    {"send", [](Referral& referral, Instant now) { return referral.Send(now); }},
    {"accept", [](Referral& referral, Instant now) { return referral.Accept(now); }},
    {"reject",
     [](Referral& referral, Instant now) { return referral.Reject(RejectionReason::kFull, now); }},
    {"complete",
     [](Referral& referral, Instant now) { return referral.Complete(Finished(), now); }},
};

// What is allowed: everything else is refused.
const std::map<std::pair<std::string, ReferralState>, ReferralState> kAllowed{
    {{"send", ReferralState::kDraft}, ReferralState::kSent},
    {{"accept", ReferralState::kSent}, ReferralState::kAccepted},
    {{"reject", ReferralState::kSent}, ReferralState::kRejected},
    {{"complete", ReferralState::kAccepted}, ReferralState::kCompleted},
};

TEST(ReferralTest, EveryVerbIsAllowedInItsStateOnly) {
  for (const auto& [name, verb] : kVerbs) {
    for (int number = 1; number <= kReferralStates; ++number) {
      const auto from = static_cast<ReferralState>(number);
      SCOPED_TRACE(name + " when " + std::string(StateName(from)));
      Referral referral = In(from);
      const Status done = verb(referral, kLater);
      const auto allowed = kAllowed.find({name, from});
      ASSERT_EQ(static_cast<bool>(done), allowed != kAllowed.end());
      EXPECT_EQ(referral.data().state, done ? allowed->second : from);
      EXPECT_EQ(referral.data().revision, done ? 4 : 3);
      EXPECT_EQ(referral.data().updated, done ? kLater : kCreated);
    }
  }
}

TEST(ReferralTest, ARefusalNamesStateVerbAndWhatIsNeeded) {
  Referral referral = In(ReferralState::kCompleted);
  const Status done = referral.Accept(kLater);
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kReferralStateWrong));
  EXPECT_EQ(done.error().Variable("reference"), referral.data().reference.ToString());
  EXPECT_EQ(done.error().Variable("state"), "COMPLETED");
  EXPECT_EQ(done.error().Variable("verb"), "accept");
  EXPECT_EQ(done.error().Variable("needed"), "SENT");
}

TEST(ReferralTest, ARefusedVerbChangesNothing) {
  Referral referral = In(ReferralState::kDraft);
  ASSERT_FALSE(referral.Reject(RejectionReason::kOther, kLater));
  ASSERT_FALSE(referral.Complete(Finished(), kLater));
  EXPECT_EQ(referral.data().rejection, std::nullopt);
  EXPECT_EQ(referral.data().outcome, std::nullopt);
  EXPECT_EQ(referral.data().answered, std::nullopt);
  EXPECT_EQ(referral.data().completed, std::nullopt);
}

TEST(ReferralTest, EachStepNotesItsTime) {
  Referral referral = In(ReferralState::kDraft);
  const auto at = [](int hour) { return kCreated + std::chrono::hours(hour); };
  ASSERT_TRUE(referral.Send(at(1)));
  ASSERT_TRUE(referral.Accept(at(2)));
  ASSERT_TRUE(referral.Complete(Finished(), at(3)));
  EXPECT_EQ(referral.data().sent, at(1));
  EXPECT_EQ(referral.data().answered, at(2));
  EXPECT_EQ(referral.data().completed, at(3));
  EXPECT_EQ(referral.data().outcome, Finished());
  EXPECT_EQ(referral.data().revision, 6);
}

TEST(ReferralTest, ARejectionKeepsItsReason) {
  Referral referral = In(ReferralState::kSent);
  ASSERT_TRUE(referral.Reject(RejectionReason::kNotEligible, kLater));
  EXPECT_EQ(referral.data().rejection, RejectionReason::kNotEligible);
  EXPECT_EQ(referral.data().answered, kLater);
}

TEST(ReferralTest, NobodyIsSentOrTakenOnWithoutAConsentThatHolds) {
  const auto reasons = [](Referral referral, Instant now) {
    const Status sent =
        referral.data().state == ReferralState::kDraft ? referral.Send(now) : referral.Accept(now);
    return sent ? "OK" : std::string(sent.error().reason().name);
  };
  for (const auto state : {ReferralState::kDraft, ReferralState::kSent}) {
    SCOPED_TRACE(std::string(StateName(state)));
    EXPECT_EQ(reasons(In(state, false), kLater), "CONSENT_MISSING");
    EXPECT_EQ(reasons(In(state), kCreated + std::chrono::days(365)), "CONSENT_EXPIRED");
    Referral revoked = In(state);
    ASSERT_TRUE(revoked.RevokeConsent(ConsentRevocation::kWithdrawn, kLater));
    EXPECT_EQ(reasons(revoked, kLater), "CONSENT_REVOKED");
    Referral others = In(state);
    Consent consent = *others.data().consent;
    consent.parties.pop_back();
    others.RecordConsent(consent, kLater);
    EXPECT_EQ(reasons(others, kLater), "CONSENT_NOT_FOR_YOU");
    consent = Consented(*others.data().receiver.facility);
    consent.purpose = ConsentPurpose::kAftercare;
    others.RecordConsent(consent, kLater);
    EXPECT_EQ(reasons(others, kLater), "CONSENT_NOT_FOR_YOU");
  }
}

TEST(ReferralTest, TheLoopIsClosedThoughTheConsentWasRevoked) {
  Referral sent = In(ReferralState::kSent);
  ASSERT_TRUE(sent.RevokeConsent(ConsentRevocation::kWithdrawn, kLater));
  EXPECT_TRUE(sent.Reject(RejectionReason::kPersonDeclined, kLater));
  Referral accepted = In(ReferralState::kAccepted);
  ASSERT_TRUE(accepted.RevokeConsent(ConsentRevocation::kWithdrawn, kLater));
  EXPECT_TRUE(accepted.Complete(Finished(), kLater));
}

TEST(ReferralTest, EachConsentIsANewVersionGivenWhenItIsRecorded) {
  Referral referral = In(ReferralState::kDraft);
  const Consent first = *referral.data().consent;
  referral.RecordConsent(first, kLater);
  EXPECT_EQ(referral.data().consent->version, 2);
  EXPECT_EQ(referral.data().consent->given, kLater);
  EXPECT_EQ(referral.data().revision, 4);
  ASSERT_TRUE(referral.RevokeConsent(ConsentRevocation::kRecordedInError, kLater));
  EXPECT_EQ(referral.data().consent->revoked, referral.data().updated);
  const Status twice = referral.RevokeConsent(ConsentRevocation::kWithdrawn, kLater);
  ASSERT_FALSE(twice);
  EXPECT_TRUE(twice.error().Is(reasons::kNoConsentToRevoke));
}

TEST(ReferralTest, TimesNeverGoBack) {
  Referral referral = In(ReferralState::kDraft);
  ASSERT_TRUE(referral.Send(kCreated - std::chrono::hours(1)));
  EXPECT_EQ(referral.data().sent, kCreated + std::chrono::microseconds(1));
  ASSERT_TRUE(referral.Accept(kCreated - std::chrono::hours(2)));
  EXPECT_EQ(referral.data().answered, kCreated + std::chrono::microseconds(2));
}

TEST(ReferralTest, TheEtagChangesWithEveryChange) {
  Referral referral = In(ReferralState::kDraft);
  const std::string before = referral.Etag();
  ASSERT_TRUE(referral.Send(kLater));
  EXPECT_NE(referral.Etag(), before);
}

}  // namespace
}  // namespace sinergi::referrals
