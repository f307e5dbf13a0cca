#include "services/referrals/domain/referral.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

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

Status Take(Referral& referral, Step step, Instant now) {
  switch (step) {
    case Step::kSend:
      return referral.Send(now);
    case Step::kAccept:
      return referral.Accept(Party(referral.data().receiver), now);
    case Step::kReject:
      return referral.Reject(RejectionReason::kFull, now);
    case Step::kHold:
      return referral.Hold(HoldReason::kNoPlace, now);
    case Step::kComplete:
      return referral.Complete(Finished(), now);
    case Step::kFail:
      return referral.Fail(FailureReason::kNotReached, now);
    case Step::kCancel:
      return referral.Cancel(CancellationReason::kServedElsewhere, now);
    case Step::kReassign:
      return referral.Reassign(Party(referral.data().receiver), std::nullopt, std::nullopt, now);
    default:
      return referral.Take(step, now);
  }
}

TEST(ReferralTest, EveryStepIsTakenWhereTheTableSaysAndNowhereElse) {
  for (int step = 1; step <= kSteps; ++step) {
    for (int number = 1; number <= kReferralStates; ++number) {
      const auto from = static_cast<ReferralState>(number);
      const auto taken = static_cast<Step>(step);
      SCOPED_TRACE(std::string(StepName(taken)) + " when " + std::string(StateName(from)));
      Referral referral = In(from);
      const Status done = Take(referral, taken, kLater);
      const auto allowed = After(from, taken, "");
      ASSERT_EQ(static_cast<bool>(done), static_cast<bool>(allowed));
      EXPECT_EQ(referral.data().state, done ? *allowed : from);
      EXPECT_EQ(referral.data().revision, done ? 4 : 3);
      EXPECT_EQ(referral.data().updated, done ? kLater : kCreated);
      EXPECT_EQ(referral.data().closed.has_value(), done && IsOver(*allowed));
      EXPECT_EQ(referral.data().hold.has_value(), done && *allowed == ReferralState::kOnHold);
    }
  }
}

TEST(ReferralTest, ARefusalNamesStateVerbAndWhatIsNeeded) {
  Referral referral = In(ReferralState::kCompleted);
  const Status done = referral.Accept(Party(referral.data().receiver), kLater);
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().Is(reasons::kReferralStateWrong));
  EXPECT_EQ(done.error().Variable("reference"), referral.data().reference.ToString());
  EXPECT_EQ(done.error().Variable("state"), "COMPLETED");
  EXPECT_EQ(done.error().Variable("verb"), "accept");
  EXPECT_EQ(done.error().Variable("needed"), "SENT, RECEIVED");
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
  ASSERT_TRUE(referral.Take(Step::kReceive, at(2)));
  ASSERT_TRUE(referral.Accept(Party(referral.data().receiver), at(3)));
  ASSERT_TRUE(referral.Take(Step::kStart, at(4)));
  ASSERT_TRUE(referral.Hold(HoldReason::kHealth, at(5)));
  ASSERT_TRUE(referral.Take(Step::kResume, at(6)));
  ASSERT_TRUE(referral.Complete(Finished(), at(7)));
  EXPECT_EQ(referral.data().sent, at(1));
  EXPECT_EQ(referral.data().received, at(2));
  EXPECT_EQ(referral.data().answered, at(3));
  EXPECT_EQ(referral.data().started, at(4)) << "and not when it went on";
  EXPECT_EQ(referral.data().completed, at(7));
  EXPECT_EQ(referral.data().closed, at(7));
  EXPECT_EQ(referral.data().outcome, Finished());
  EXPECT_EQ(referral.data().revision, 10);
}

TEST(ReferralTest, WhoDeclinesLaterAnsweredBefore) {
  Referral referral = In(ReferralState::kSent);
  ASSERT_TRUE(referral.Accept(Party(referral.data().receiver), kLater));
  ASSERT_TRUE(referral.Reject(RejectionReason::kFull, kLater + std::chrono::hours(1)));
  EXPECT_EQ(referral.data().answered, kLater);
  EXPECT_EQ(referral.data().closed, kLater + std::chrono::hours(1));
}

TEST(ReferralTest, VoidingWhatIsOverKeepsWhenItEnded) {
  Referral referral = In(ReferralState::kSent);
  ASSERT_TRUE(referral.Cancel(CancellationReason::kNoLongerNeeded, kLater));
  ASSERT_TRUE(referral.Take(Step::kVoid, kLater + std::chrono::hours(1)));
  EXPECT_EQ(referral.data().closed, kLater);
  EXPECT_EQ(referral.data().cancellation, CancellationReason::kNoLongerNeeded);
}

TEST(ReferralTest, AnAppointmentIsPlannedBeforeSomethingBecomesOfIt) {
  using enum AppointmentStatus;
  const Instant day = kLater + std::chrono::days(7);
  const Instant other = kLater + std::chrono::days(9);
  // What was recorded before, and what may be recorded then.
  const std::map<std::optional<AppointmentStatus>, std::set<AppointmentStatus>> allowed{
      {std::nullopt, {kScheduled}},
      {kScheduled, {kScheduled, kNoShow, kCancelled, kDone}},
      {kNoShow, {kScheduled, kCancelled}},
      {kCancelled, {kScheduled}},
      {kDone, {kScheduled}}};
  for (const auto& [before, then] : allowed) {
    for (int number = 1; number <= kAppointmentStatuses; ++number) {
      const auto status = static_cast<AppointmentStatus>(number);
      ReferralData data = In(ReferralState::kAccepted).data();
      if (before) data.appointment = Appointment{*before, day};
      Referral referral(data);
      const Status done = referral.Record({status, other}, kLater);
      SCOPED_TRACE(number);
      ASSERT_EQ(static_cast<bool>(done), then.contains(status));
      if (!done) {
        EXPECT_TRUE(done.error().Is(reasons::kAppointmentNotPlanned));
        EXPECT_EQ(referral.data().revision, 3);
        continue;
      }
      EXPECT_EQ(referral.data().appointment,
                (Appointment{status, status == kScheduled ? other : day}));
      EXPECT_EQ(referral.data().revision, 4);
    }
  }
}

TEST(ReferralTest, AppointmentsAreOfWhomTheReceiverHas) {
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto state = static_cast<ReferralState>(number);
    Referral referral = In(state);
    const Status done = referral.Record({AppointmentStatus::kScheduled, kLater}, kLater);
    const bool has = state == ReferralState::kAccepted || state == ReferralState::kInProgress;
    EXPECT_EQ(static_cast<bool>(done), has) << StateName(state);
    EXPECT_TRUE(has || done.error().Is(reasons::kReferralStateWrong));
  }
}

TEST(ReferralTest, ARejectionKeepsItsReason) {
  Referral referral = In(ReferralState::kSent);
  ASSERT_TRUE(referral.Reject(RejectionReason::kNotEligible, kLater));
  EXPECT_EQ(referral.data().rejection, RejectionReason::kNotEligible);
  EXPECT_EQ(referral.data().answered, kLater);
}

TEST(ReferralTest, NobodyIsSentOrTakenOnWithoutAConsentThatHolds) {
  const auto reasons = [](Referral referral, Instant now) {
    const Status sent = referral.data().state == ReferralState::kDraft
                            ? referral.Send(now)
                            : referral.Accept(Party(referral.data().receiver), now);
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
  ASSERT_TRUE(referral.Accept(Party(referral.data().receiver), kCreated - std::chrono::hours(2)));
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
