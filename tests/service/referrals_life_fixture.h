#pragma once

#include "tests/service/referrals_fixture.h"

namespace sinergi::referrals {

// Each violation as "field REASON".
inline std::vector<std::string> Violations(const Error& error) {
  std::vector<std::string> texts;
  for (const FieldViolation& violation : error.violations()) {
    texts.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return texts;
}

// The reason's name, or "OK".
template <class Outcome>
std::string ReasonOf(const Outcome& outcome) {
  return outcome ? "OK" : std::string(outcome.error().reason().name);
}

// An IBM unit of Pangkalpinang and a clinic of Ciamis, with the verbs between them.
class ReferralsTest : public ReferralsFixture {
 protected:
  void SetUp() override {
    ReferralsFixture::SetUp();
    sender_ = Register(kPangkalpinang, "Unit IBM Air Mesu Timur");
    receiver_ = Register(kCiamis, "Klinik Pratama Ciamis");
  }

  Caller agent() const { return Agent(sender_); }
  Caller clinician() const { return Clinician(receiver_); }

  v1::CreateReferralRequest NewReferral() const { return ReferralRequest(sender_, receiver_); }

  Result<v1::CreateReferralResponse> Create(const v1::CreateReferralRequest& request) const {
    return Invoke<v1::CreateReferralResponse>("CreateReferral", agent(), request);
  }
  Result<v1::SendReferralResponse> Send(const v1::SendReferralRequest& request) const {
    return Invoke<v1::SendReferralResponse>("SendReferral", agent(), request);
  }
  Result<v1::AcceptReferralResponse> Accept(const v1::AcceptReferralRequest& request) const {
    return Invoke<v1::AcceptReferralResponse>("AcceptReferral", clinician(), request);
  }
  Result<v1::RejectReferralResponse> Reject(const v1::RejectReferralRequest& request) const {
    return Invoke<v1::RejectReferralResponse>("RejectReferral", clinician(), request);
  }
  Result<v1::CompleteReferralResponse> Complete(const v1::CompleteReferralRequest& request) const {
    return Invoke<v1::CompleteReferralResponse>("CompleteReferral", clinician(), request);
  }

  static v1::RejectReferralRequest Rejection(const std::string& referral) {
    auto request = About<v1::RejectReferralRequest>(referral);
    request.set_reason(v1::REJECTION_REASON_FULL);
    return request;
  }

  // "table.column" of every column whose values hold the text.
  static std::vector<std::string> ColumnsWith(Database& database, const std::string& text) {
    std::vector<std::string> found;
    for (const std::string& table : Tables(database)) {
      for (const std::string& column :
           Texts(database, "SELECT name FROM pragma_table_info('" + table + "')")) {
        const std::string sql = "SELECT count(*) FROM " + table + " WHERE instr(CAST(" + column +
                                " AS BLOB), CAST($1 AS BLOB)) > 0";
        const auto rows = database.Query(Soon(), Statement{sql}, {text});
        EXPECT_TRUE(rows) << rows.error().cause();
        if (rows && rows->at(0).Integer(0) > 0) found.push_back(table + "." + column);
      }
    }
    return found;
  }

  // The names of the files whose bytes hold the text.
  std::vector<std::string> FilesWith(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      if (ReadFile(entry.path()).find(text) != std::string::npos) {
        found.push_back(entry.path().filename());
      }
    }
    return found;
  }

  // The id of a new draft, and of one that is sent or accepted.
  std::string Drafted() const {
    const auto made = Create(NewReferral());
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    return made ? made->referral().referral_id() : "";
  }
  std::string Sent() const {
    const std::string id = Drafted();
    EXPECT_TRUE(Send(About<v1::SendReferralRequest>(id)));
    return id;
  }
  std::string Accepted() const {
    const std::string id = Sent();
    EXPECT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
    return id;
  }

  Result<v1::GetReferralResponse> Get(const std::string& id, const Caller& caller) const {
    v1::GetReferralRequest request;
    request.set_referral_id(id);
    return Invoke<v1::GetReferralResponse>("GetReferral", caller, request);
  }

  Result<v1::GetReferralPersonResponse> GetPerson(const std::string& id,
                                                  const Caller& caller) const {
    v1::GetReferralPersonRequest request;
    request.set_referral_id(id);
    return Invoke<v1::GetReferralPersonResponse>("GetReferralPerson", caller, request);
  }

  Result<v1::RevokeConsentResponse> Revoke(const std::string& id, const Caller& caller) const {
    auto request = About<v1::RevokeConsentRequest>(id);
    request.set_reason(v1::CONSENT_REVOCATION_REASON_WITHDRAWN);
    return Invoke<v1::RevokeConsentResponse>("RevokeConsent", caller, request);
  }

  std::vector<std::string> EventsOf(const std::string& id) const {
    return Texts(truth(), "SELECT substr(type, 32) FROM outbox WHERE subject = 'referrals/" + id +
                              "' ORDER BY revision");
  }

  std::string sender_;
  std::string receiver_;
};

}  // namespace sinergi::referrals
