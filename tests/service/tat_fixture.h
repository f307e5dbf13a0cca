#pragma once

#include "services/tat/assembly.h"
#include "sinergi/tat/v1/tat_service.pb.h"
#include "tests/service/referrals_both_fixture.h"

namespace sinergi::tat {

namespace v1 = ::sinergi::tat::v1;
using referrals::kCiamis;
using referrals::kPalopo;
using referrals::kPangkalpinang;
using referrals::ReasonOf;
using referrals::Violations;

inline constexpr const char* kName = "Tersangka Contoh";
inline constexpr const char* kNik = "9907115203910042";

// Assessments beside referrals on one database, as a process of referrals has them: police of
// Pangkalpinang ask the team of BNNK Pangkalpinang.
class TatTest : public referrals::ReferralsBothTest {
 protected:
  void SetUp() override {
    ReferralsBothTest::SetUp();
    if (IsSkipped()) return;
    auto roles = RoleTable::Parse(referrals::ReadFile(reference_ / "roles.csv"));
    ASSERT_TRUE(roles);
    roles_.emplace(*std::move(roles));
    permissions_of_tat_.emplace(Tat::Permissions(), *roles_);
    tat_ = MakeTat();
    ASSERT_NE(tat_, nullptr);
  }

  std::unique_ptr<Tat> MakeTat() {
    auto policy = LoadTatPolicy(reference_);
    EXPECT_TRUE(policy) << policy.error().Text(Language::kEnglish);
    if (!policy) return nullptr;
    auto made = Tat::Make({*database_, *vault_, *offices_, *roles_, clock_, sealer_, hash_key_,
                           *std::move(policy), [] {}});
    EXPECT_TRUE(made) << made.error().cause();
    return made ? *std::move(made) : nullptr;
  }

  static Caller Police(const std::string& agency = "POLRES-PANGKALPINANG") {
    return {"penyidik@" + agency, {"investigator"}, "", "", {}, "", agency};
  }
  static Caller Team(const std::string& office = kPangkalpinang) {
    return {"tim@" + office, {"tat-team"}, office, "", {}};
  }

  template <class Response>
  Result<Response> Call(const std::string& name, const Caller& caller,
                        const google::protobuf::Message& request) const {
    for (const RpcService::Method& method : tat_->service().methods()) {
      if (!method.path.ends_with("/" + name)) continue;
      const PermissionRow* const row = permissions_of_tat_->Find(method.path);
      if (row == nullptr) std::abort();
      if (auto may = permissions_of_tat_->Check(*row, caller); !may) return may.error();
      const auto bytes = method.unary({method.path, caller, Soon(), TraceContext::New()}, request);
      if (!bytes) return bytes.error();
      Response response;
      EXPECT_TRUE(response.ParseFromString(*bytes));
      return response;
    }
    std::abort();
  }

  static v1::SubmitTatRequestRequest NewRequest() {
    v1::SubmitTatRequestRequest request;
    request.set_request_id(NewId());
    request.set_office(kPangkalpinang);
    v1::TatCase& about = *request.mutable_tat_case();
    about.set_name(kName);
    about.set_nik(kNik);
    about.set_birth_date("1991-03-12");
    about.set_case_number("LP/7/III/2026");
    about.set_investigator_name("Penyidik Contoh");
    about.set_investigator_phone("0800-1234");
    return request;
  }

  Result<v1::SubmitTatRequestResponse> Submit(const v1::SubmitTatRequestRequest& request,
                                              const Caller& caller = Police()) const {
    return Call<v1::SubmitTatRequestResponse>("SubmitTatRequest", caller, request);
  }

  // The id of a new request.
  std::string Submitted(const Caller& caller = Police()) const {
    const auto made = Submit(NewRequest(), caller);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    return made ? made->tat_request().tat_request_id() : "";
  }

  template <class Request>
  static Request AboutTat(const std::string& id) {
    Request request;
    request.set_request_id(NewId());
    request.set_tat_request_id(id);
    return request;
  }

  static v1::ConcludeTatRequestRequest Conclusion(const std::string& id) {
    auto request = AboutTat<v1::ConcludeTatRequestRequest>(id);
    v1::TatRecommendation& recommendation = *request.mutable_recommendation();
    recommendation.set_role("penyalah guna, tidak terkait jaringan");
    recommendation.set_addiction_level("sedang");
    recommendation.set_usage_pattern("teratur");
    recommendation.set_rehabilitation(true);
    recommendation.set_rehabilitation_type("rawat jalan");
    recommendation.set_rehabilitation_place("Klinik Pratama Contoh");
    return request;
  }
  static v1::ReturnTatRequestRequest Return(const std::string& id) {
    auto request = AboutTat<v1::ReturnTatRequestRequest>(id);
    request.set_reason(v1::TAT_RETURN_REASON_PAPERS_MISSING);
    request.set_note("Surat perintah penyidikan belum ada.");
    return request;
  }
  static v1::WithdrawTatRequestRequest Withdrawal(const std::string& id) {
    auto request = AboutTat<v1::WithdrawTatRequestRequest>(id);
    request.set_reason(v1::TAT_WITHDRAWAL_REASON_NO_LONGER_NEEDED);
    return request;
  }

  Result<v1::StartTatAssessmentResponse> Start(const std::string& id,
                                               const Caller& caller = Team()) const {
    return Call<v1::StartTatAssessmentResponse>("StartTatAssessment", caller,
                                                AboutTat<v1::StartTatAssessmentRequest>(id));
  }
  Result<v1::ConcludeTatRequestResponse> Conclude(const v1::ConcludeTatRequestRequest& request,
                                                  const Caller& caller = Team()) const {
    return Call<v1::ConcludeTatRequestResponse>("ConcludeTatRequest", caller, request);
  }

  // Of the three that read by the id alone.
  template <class Response, class Request>
  Result<Response> Read(const std::string& name, const std::string& id,
                        const Caller& caller) const {
    Request request;
    request.set_tat_request_id(id);
    return Call<Response>(name, caller, request);
  }
  Result<v1::GetTatRequestResponse> GetTat(const std::string& id, const Caller& caller) const {
    return Read<v1::GetTatRequestResponse, v1::GetTatRequestRequest>("GetTatRequest", id, caller);
  }
  Result<v1::GetTatCaseResponse> Case(const std::string& id, const Caller& caller) const {
    return Read<v1::GetTatCaseResponse, v1::GetTatCaseRequest>("GetTatCase", id, caller);
  }
  Result<v1::GetTatRecommendationResponse> Recommendation(const std::string& id,
                                                          const Caller& caller) const {
    return Read<v1::GetTatRecommendationResponse, v1::GetTatRecommendationRequest>(
        "GetTatRecommendation", id, caller);
  }

  static std::int64_t Fire(Tat& tat) {
    const auto fired = tat.FireDue();
    EXPECT_TRUE(fired) << fired.error().cause();
    return fired ? *fired : -1;
  }

  // The names of its events, in order.
  std::vector<std::string> TatEvents(const std::string& id) const {
    return Texts(truth(), "SELECT substr(type, 26) FROM outbox WHERE subject = 'tat-requests/" +
                              id + "' ORDER BY revision");
  }

  std::optional<RoleTable> roles_;
  std::optional<Permissions> permissions_of_tat_;
  std::unique_ptr<Tat> tat_;
};

}  // namespace sinergi::tat
