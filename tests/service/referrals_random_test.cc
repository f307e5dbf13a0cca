// Anybody does anything in any order, and what must hold of the whole holds.
#include <random>

#include "tests/service/referrals_steps_fixture.h"

namespace sinergi::referrals {
namespace {

using ReferralsRandomTest = ReferralsLifeTest;

// Anybody does anything in any order: what is answered is what the table says, and each change has
// its event and its evidence.
TEST_F(ReferralsRandomTest, WhateverIsTriedInWhateverOrderNothingIsLostOrMadeUp) {
  constexpr std::array<unsigned, 4> kSeeds{1, 7, 1904, 2025};
  constexpr int kReferrals = 10;
  constexpr int kTries = 2500;
  std::int64_t changes = 0;
  for (const unsigned seed : kSeeds) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto one_of = [&](std::size_t count) {
      return static_cast<std::size_t>(random() % count);
    };
    std::vector<std::pair<std::string, ReferralState>> referrals;
    for (int i = 0; i < kReferrals; ++i) referrals.emplace_back(Drafted(), ReferralState::kDraft);
    for (int i = 0; i < kTries; ++i) {
      auto& [id, state] = referrals[one_of(kReferrals)];
      const auto step = static_cast<Step>(1 + one_of(kSteps));
      const std::array callers{agent(),          clinician(),      Officer(kPangkalpinang),
                               Officer(kCiamis), Agent(receiver_), Clinician(sender_)};
      const Caller& caller = callers[one_of(callers.size())];
      const auto to = After(state, step, "");
      if (to && IsOver(*to) && one_of(6) != 0) continue;  // so that lives are long
      const auto answer = Call(MethodOf(step), id, caller);
      if (!answer) continue;
      ASSERT_TRUE(to) << StepName(step) << " when " << StateName(state);
      ASSERT_EQ(answer->referral().state(), static_cast<int>(*to));
      state = *to;
      ++changes;
    }
    for (const auto& [id, state] : referrals) {
      EXPECT_EQ(Get(id, agent())->referral().state(), static_cast<int>(state));
    }
  }
  EXPECT_GT(changes, 100);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE subject LIKE 'referrals/%'"),
            changes + kReferrals * std::ssize(kSeeds));
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE subject LIKE 'referrals/%'"),
            changes + kReferrals * std::ssize(kSeeds));
  EXPECT_EQ(Count("SELECT count(*) FROM (SELECT subject FROM outbox GROUP BY subject "
                  "HAVING max(revision) <> count(*) OR min(revision) <> 1)"),
            0);
  EXPECT_EQ(Count("SELECT count(*) FROM referrals WHERE revision <> (SELECT max(revision) FROM "
                  "outbox WHERE subject = 'referrals/' || referral_id)"),
            0);
}

// The same with places, offers, other receivers and senders, consents and a clock.
class ReferralsWorldTest : public ReferralsLifeTest {
 protected:
  void SetUp() override {
    ReferralsLifeTest::SetUp();
    clinics_ = {receiver_, third_, Register(kPalopo, "Klinik Palopo")};
    for (const std::string& clinic : clinics_) SetPlaces(clinic, 2, clinic == third_);
  }

  static Caller At(const std::string& facility, const std::string& office) {
    return {"somebody@" + facility, {"facility-officer", "office-officer"}, office, facility, {}};
  }

  void SetPlaces(const std::string& clinic, int places, bool keeps_list) const {
    v1::ChangeFacilityServicesRequest request;
    request.set_request_id(NewId());
    request.set_facility_id(clinic);
    request.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
    request.mutable_services(0)->set_places(places);
    request.mutable_services(0)->set_keeps_waiting_list(keeps_list);
    EXPECT_TRUE(Invoke<v1::ChangeFacilityServicesResponse>("ChangeFacilityServices",
                                                           At(clinic, kCiamis), request));
  }

  // Direct, or offered to all three; of one of a few people.
  std::string CreateAny(bool is_offer, std::size_t person) const {
    auto request = NewReferral();
    request.mutable_person()->set_nik("9901010101900" + std::to_string(100 + person));
    request.mutable_consent()->add_facility_ids(sender_);
    for (const std::string& clinic : clinics_) {
      request.mutable_consent()->add_facility_ids(clinic);
      if (is_offer) request.add_candidate_facility_ids(clinic);
    }
    if (is_offer) request.clear_receiver_facility_id();
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    return made ? made->referral().referral_id() : "";
  }

  bool Does(const std::string& id, std::mt19937& random) const {
    const auto one_of = [&](std::size_t count) {
      return static_cast<std::size_t>(random() % count);
    };
    const std::string receiver =
        Texts(*sqlite_, "SELECT receiver_facility FROM referrals WHERE referral_id = '" + id + "'")
            .at(0);
    const bool is_right = !receiver.empty() && one_of(2) == 0;
    const std::string clinic = is_right ? receiver : clinics_[one_of(clinics_.size())];
    const std::array callers{agent(),
                             At(clinic, kCiamis),
                             At(clinic, kPalopo),
                             Officer(kPangkalpinang),
                             Officer("BNNP-JABAR"),
                             Officer("BNNP-BABEL")};
    const Caller& caller = callers[one_of(callers.size())];
    if (one_of(12) == 0) {
      auto transfer = About<v1::TransferReferralRequest>(id);
      transfer.set_sender_facility_id(one_of(2) == 0 ? sender_ : clinic);
      return Invoke<v1::TransferReferralResponse>("TransferReferral", caller, transfer)
          .
          operator bool();
    }
    if (one_of(4) == 0) {
      auto reassign = About<v1::ReassignReferralRequest>(id);
      reassign.set_receiver_facility_id(clinic);
      return Invoke<v1::ReassignReferralResponse>("ReassignReferral", caller, reassign)
          .
          operator bool();
    }
    // Ends are rarer than beginnings, so that lives are long.
    constexpr std::array kOften{Step::kSend,  Step::kSend,   Step::kAccept, Step::kAccept,
                                Step::kStart, Step::kResume, Step::kReceive};
    constexpr std::array kSeldom{Step::kReject, Step::kHold,   Step::kComplete,
                                 Step::kFail,   Step::kCancel, Step::kConfirmCancellation,
                                 Step::kVoid};
    const Step step =
        one_of(3) == 0 ? kSeldom[one_of(kSeldom.size())] : kOften[one_of(kOften.size())];
    return Call(MethodOf(step), id, caller).operator bool();
  }

  void ExpectNone(const std::string& what, const std::string& sql) const {
    EXPECT_EQ(Count("SELECT count(*) FROM (" + sql + ")"), 0) << what;
  }

  void CheckAll() const {
    ExpectNone(
        "places are those that referrals have",
        "SELECT s.service FROM facility_services AS s WHERE s.taken <> (SELECT count(*) FROM "
        "referrals AS r WHERE r.receiver_facility = s.facility_id AND r.service = s.service "
        "AND r.place = 1) OR s.waiting <> (SELECT count(*) FROM referrals AS r WHERE "
        "r.receiver_facility = s.facility_id AND r.service = s.service AND r.place = 2)");
    ExpectNone("at most one has taken an offer",
               "SELECT referral_id FROM referral_candidates WHERE state = 3 GROUP BY referral_id "
               "HAVING count(*) > 1");
    ExpectNone("whoever works has a receiver",
               "SELECT referral_id FROM referrals WHERE state IN (3, 5, 6, 7, 8, 9, 11) AND "
               "receiver_facility = ''");
    ExpectNone(
        "nobody is asked for what is over or taken",
        "SELECT c.candidate FROM referral_candidates AS c JOIN referrals AS r ON r.referral_id "
        "= c.referral_id WHERE c.state = 1 AND (r.receiver_facility <> '' OR r.state NOT IN "
        "(1, 2))");
    ExpectNone("who is on their way is known to be",
               "SELECT r.referral_id FROM referrals AS r WHERE (r.state IN (2, 3, 6, 7, 8, 9)) <> "
               "EXISTS (SELECT 1 FROM live_referrals AS l WHERE l.referral_id = r.referral_id)");
    ExpectNone(
        "whatever is owed has its time",
        "SELECT r.referral_id FROM referrals AS r WHERE (r.state IN (2, 3, 6, 7, 8, 9)) <> "
        "EXISTS (SELECT 1 FROM referral_deadlines AS d WHERE d.referral_id = r.referral_id)");
    ExpectNone(
        "both sides see what was sent",
        "SELECT r.referral_id FROM referrals AS r WHERE r.state <> 1 AND r.receiver_facility "
        "<> '' AND r.sent_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM referral_viewers AS v "
        "WHERE v.referral_id = r.referral_id AND v.viewer = 'facility:' || "
        "r.receiver_facility) OR NOT EXISTS (SELECT 1 FROM referral_viewers AS v WHERE "
        "v.referral_id = r.referral_id AND v.viewer = 'office:' || r.sender_office)");
    ExpectNone("no revision is missing or double",
               "SELECT subject FROM outbox GROUP BY subject HAVING max(revision) <> count(*) OR "
               "min(revision) <> 1");
    ExpectNone("no change is without its event",
               "SELECT referral_id FROM referrals WHERE revision <> (SELECT max(revision) FROM "
               "outbox WHERE subject = 'referrals/' || referral_id)");
    EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE subject LIKE 'referrals/%'"),
              Count("SELECT count(*) FROM evidence WHERE subject LIKE 'referrals/%' AND purpose <> "
                    "'ALREADY_ON_THEIR_WAY'"));
  }

  std::vector<std::string> clinics_;
};

TEST_F(ReferralsWorldTest, PlacesOffersAndHandoversKeepWhatMustHold) {
  for (const unsigned seed : {1U, 42U, 1904U}) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::vector<std::string> ids;
    int done = 0;
    for (int i = 0; i < 4000; ++i) {
      while (ids.size() < 6 || random() % 40 == 0) {
        ids.push_back(CreateAny(random() % 2 == 0, random() % 150));
      }
      if (random() % 40 == 0) {
        SetPlaces(clinics_[random() % clinics_.size()], static_cast<int>(random() % 4),
                  random() % 2 == 0);
      }
      if (random() % 20 == 0) {
        clock_.Advance(std::chrono::hours(random() % 60));
        EXPECT_TRUE(service_->FireDue());
      }
      done += Does(ids[ids.size() - 1 - random() % 6], random) ? 1 : 0;
      if (i % 100 == 0) CheckAll();
      if (HasFailure()) return;
    }
    CheckAll();
    EXPECT_GT(done, 120);
  }
  for (const char* type : {"ReferralReassigned", "ReferralTransferred", "OfferDeclined",
                           "ReferralAccepted", "ReferralCompleted", "ReferralEscalated"}) {
    EXPECT_GT(Count("SELECT count(*) FROM outbox WHERE type LIKE '%" + std::string(type) + "'"), 3)
        << type;
  }
  EXPECT_GT(Count("SELECT count(*) FROM referral_candidates WHERE state = 3"), 3);
}

}  // namespace
}  // namespace sinergi::referrals
