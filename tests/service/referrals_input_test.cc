// Bad input: each is refused with its field, its rule and words, and leaves nothing behind.
#include <functional>

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

// What is wrong with a request, and what the answer must name.
template <class Request>
struct Bad {
  std::function<void(Request&)> spoil;
  std::string violation;
};

class ReferralsInputTest : public ReferralsTest {
 protected:
  // Each of them is refused for its one mistake, in both languages, and no row is left anywhere.
  template <class Request>
  void ExpectRefused(const std::string& method, const Caller& caller, const Request& good,
                     const std::vector<Bad<Request>>& cases) {
    const auto before = RowsOfAllTables();
    for (const auto& bad : cases) {
      SCOPED_TRACE(method + ": " + bad.violation);
      Request request = good;
      bad.spoil(request);
      const auto answer = InvokeBytes(method, caller, request);
      ASSERT_FALSE(answer);
      EXPECT_EQ(answer.error().code(), ErrorCode::kInvalidArgument);
      EXPECT_THAT(Violations(answer.error()), ::testing::ElementsAre(bad.violation));
      const FieldViolation& violation = answer.error().violations().front();
      EXPECT_NE(violation.Text(Language::kIndonesian), "");
      EXPECT_NE(violation.Text(Language::kIndonesian), violation.Text(Language::kEnglish));
      EXPECT_NE(answer.error().Text(Language::kIndonesian), "");
    }
    EXPECT_EQ(RowsOfAllTables(), before);
    EXPECT_TRUE(InvokeBytes(method, caller, good)) << "the corrected request, with the same id";
  }
};

TEST_F(ReferralsInputTest, OfANewReferral) {
  using Request = v1::CreateReferralRequest;
  const auto text = [](std::size_t length) { return std::string(length, 'x'); };
  ExpectRefused<Request>(
      "CreateReferral", agent(), NewReferral(),
      {{[](Request& r) { r.clear_receiver_facility_id(); }, "receiver_facility_id FIELD_REQUIRED"},
       {[](Request& r) { r.set_receiver_facility_id("7"); },
        "receiver_facility_id FIELD_MALFORMED"},
       {[](Request& r) { r.set_sender_facility_id("7"); }, "sender_facility_id FIELD_MALFORMED"},
       {[](Request& r) { r.set_receiver_facility_id(r.sender_facility_id()); },
        "receiver_facility_id SAME_FACILITY"},
       {[](Request& r) { r.clear_area_code(); }, "area_code FIELD_REQUIRED"},
       {[](Request& r) { r.set_area_code("19.4.2"); }, "area_code REGION_CODE_MALFORMED"},
       {[](Request& r) { r.set_area_code("19.04.02.9999"); }, "area_code REGION_CODE_UNKNOWN"},
       {[](Request& r) { r.clear_service(); }, "service FIELD_REQUIRED"},
       {[](Request& r) { r.set_service(static_cast<v1::FacilityService>(99)); },
        "service VALUE_UNKNOWN"},
       {[](Request& r) { r.set_service(static_cast<v1::FacilityService>(-1)); },
        "service VALUE_UNKNOWN"},
       {[](Request& r) { r.clear_priority(); }, "priority FIELD_REQUIRED"},
       {[](Request& r) { r.set_priority(static_cast<v1::ReferralPriority>(3)); },
        "priority VALUE_UNKNOWN"},
       {[](Request& r) { r.clear_person(); }, "person.name FIELD_REQUIRED"},
       {[](Request& r) { r.mutable_person()->set_name(" \t"); }, "person.name FIELD_REQUIRED"},
       {[&](Request& r) { r.mutable_person()->set_name(text(201)); }, "person.name FIELD_TOO_LONG"},
       {[&](Request& r) { r.mutable_person()->set_phone(text(51)); },
        "person.phone FIELD_TOO_LONG"},
       {[&](Request& r) { r.mutable_person()->set_note(text(4001)); },
        "person.note FIELD_TOO_LONG"},
       {[](Request& r) { r.mutable_person()->set_nik("9901014013850001"); },
        "person.nik NIK_MALFORMED"},
       {[](Request& r) { r.set_request_id("x"); }, "request_id FIELD_MALFORMED"}});
}

TEST_F(ReferralsInputTest, OfANewFacility) {
  using Request = v1::RegisterFacilityRequest;
  ExpectRefused<Request>(
      "RegisterFacility", Officer(kCiamis), FacilityRequest(kCiamis, "Klinik"),
      {{[](Request& r) { r.clear_kind(); }, "kind FIELD_REQUIRED"},
       {[](Request& r) { r.set_kind(static_cast<v1::FacilityKind>(70)); }, "kind VALUE_UNKNOWN"},
       {[](Request& r) { r.clear_name(); }, "name FIELD_REQUIRED"},
       {[](Request& r) { r.set_name(std::string(201, 'x')); }, "name FIELD_TOO_LONG"},
       {[](Request& r) { r.set_office("BNNK-ATLANTIS"); }, "office OFFICE_UNKNOWN"},
       {[](Request& r) { r.clear_area_code(); }, "area_code FIELD_REQUIRED"},
       {[](Request& r) { r.set_area_code("99"); }, "area_code REGION_CODE_UNKNOWN"},
       {[](Request& r) { r.clear_services(); }, "services FIELD_REQUIRED"},
       {[](Request& r) { r.add_services()->set_service(static_cast<v1::FacilityService>(70)); },
        "services[2].service VALUE_UNKNOWN"}});
}

TEST_F(ReferralsInputTest, OfARejection) {
  using Request = v1::RejectReferralRequest;
  ExpectRefused<Request>(
      "RejectReferral", clinician(), Rejection(Sent()),
      {{[](Request& r) { r.clear_referral_id(); }, "referral_id FIELD_REQUIRED"},
       {[](Request& r) { r.set_referral_id("RJ-1"); }, "referral_id FIELD_MALFORMED"},
       {[](Request& r) { r.clear_reason(); }, "reason FIELD_REQUIRED"},
       {[](Request& r) { r.set_reason(static_cast<v1::RejectionReason>(6)); },
        "reason VALUE_UNKNOWN"},
       {[](Request& r) { r.set_reason(v1::REJECTION_REASON_OTHER); }, "note NOTE_REQUIRED"},
       {[](Request& r) { r.set_note(std::string(4001, 'x')); }, "note FIELD_TOO_LONG"}});
}

TEST_F(ReferralsInputTest, OfACompletion) {
  using Request = v1::CompleteReferralRequest;
  ExpectRefused<Request>(
      "CompleteReferral", clinician(), Completion(Accepted()),
      {{[](Request& r) { r.mutable_outcome()->clear_result(); }, "outcome.result FIELD_REQUIRED"},
       {[](Request& r) { r.mutable_outcome()->set_contacts(-1); },
        "outcome.contacts VALUE_OUT_OF_RANGE"},
       {[](Request& r) { r.mutable_outcome()->set_contacts(10'001); },
        "outcome.contacts VALUE_OUT_OF_RANGE"},
       {[](Request& r) {
          r.mutable_outcome()->add_services_given(static_cast<v1::FacilityService>(9));
        },
        "outcome.services_given[1] VALUE_UNKNOWN"},
       {[](Request& r) { r.set_note(std::string(4001, 'x')); }, "note FIELD_TOO_LONG"}});
}

TEST_F(ReferralsInputTest, EverythingThatIsWrongIsToldAtOnce) {
  const auto refused = Create(v1::CreateReferralRequest());
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()), UnorderedElementsAre("request_id FIELD_MALFORMED"));
  v1::CreateReferralRequest empty;
  empty.set_request_id(NewId());
  EXPECT_THAT(Violations(Create(empty).error()),
              UnorderedElementsAre("receiver_facility_id FIELD_REQUIRED",
                                   "area_code FIELD_REQUIRED", "service FIELD_REQUIRED",
                                   "priority FIELD_REQUIRED", "person.name FIELD_REQUIRED"));
}

TEST_F(ReferralsInputTest, AnUnknownAreaComesWithTheNearestThatExists) {
  auto request = NewReferral();
  request.set_area_code("19.04.02.9999");
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  const FieldViolation& violation = refused.error().violations().at(0);
  EXPECT_THAT(violation.variables,
              Contains(std::pair<std::string, std::string>{"nearest", "19.04.02"}));
  EXPECT_THAT(violation.Text(Language::kIndonesian), HasSubstr("Pangkalan Baru"));
}

TEST_F(ReferralsInputTest, AShortNameWithAWrongCharacterIsToldSo) {
  std::string wrong = Create(NewReferral())->referral().reference();
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  v1::GetReferralRequest request;
  request.set_reference(wrong);
  const auto refused = Invoke<v1::GetReferralResponse>("GetReferral", agent(), request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()), UnorderedElementsAre("reference REFERENCE_MALFORMED"));
}

TEST_F(ReferralsInputTest, LengthsAreCountedInCharacters) {
  auto request = NewReferral();
  std::string name;
  for (int i = 0; i < 200; ++i) name += "\xc3\xa9";
  request.mutable_person()->set_name(name);
  EXPECT_TRUE(Create(request));
}

}  // namespace
}  // namespace sinergi::referrals
