#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/announcements/memory/memory_announcer.h"
#include "common/cache/memory/memory_cache.h"
#include "common/database/postgres/postgres_database.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_event_log.h"
#include "common/privacy/sodium_vault.h"
#include "services/referrals/assembly.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"
#include "tests/support/event_reader.h"
#include "tests/support/eventually.h"
#include "tests/support/failing_database.h"
#include "tests/support/failing_publisher.h"
#include "tests/support/postgres_server.h"
#include "tests/support/temporary_folder.h"

namespace sinergi::referrals {

inline const std::string kPangkalpinang = "BNNK-PANGKALPINANG";  // sends
inline const std::string kCiamis = "BNNK-CIAMIS";                // receives
inline const std::string kBabel = "BNNP-BABEL";                  // serves the person's area
inline const std::string kPalopo = "BNNK-PALOPO";                // has nothing to do with it
inline const std::string kAirMesuTimur = "19.04.02.2020";

inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The service over files of the test's own with the real areas, offices and roles, called without
// gRPC. Its workers run only once a test starts them.
class ReferralsFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const areas = std::getenv("SINERGI_REGIONS");
    ASSERT_NE(areas, nullptr) << "SINERGI_REGIONS must name the packed area codes: start the tests "
                                 "with tests/run, which makes them.";
    const char* const source = std::getenv("SINERGI_SOURCE");
    ASSERT_NE(source, nullptr) << "SINERGI_SOURCE must name the source tree: use tests/run.";
    regions_.emplace(Regions::Load(areas).operator*());
    const auto reference = std::filesystem::path(source) / "deploy/reference";
    auto offices =
        Offices::Parse(ReadFile(reference / "offices.csv"),
                       jurisdictions_.value_or(ReadFile(reference / "jurisdictions.csv")));
    ASSERT_TRUE(offices) << offices.error().Text(Language::kEnglish);
    offices_.emplace(*std::move(offices));
    auto roles = RoleTable::Parse(ReadFile(reference / "roles.csv"));
    ASSERT_TRUE(roles);
    permissions_.emplace(Referrals::Permissions(), *std::move(roles));
    reference_ = reference;
    OpenSeams();
    Build();
  }

  void TearDown() override { workers_.StopAll(); }

  void Build() {
    auto policies = LoadPolicies(reference_);
    ASSERT_TRUE(policies) << policies.error().Text(Language::kEnglish);
    auto made = Referrals::Make({*database_, *publisher_, *consumer_, *vault_, cache_, announcer_,
                                 *regions_, *offices_, clock_, metrics_, sealer_, hash_key_,
                                 "this process", settings_, *std::move(policies)});
    ASSERT_TRUE(made) << made.error().cause();
    service_ = *std::move(made);
  }

  void OpenSeams() {
    sqlite_ = *SqliteDatabase::Open({folder_ / "referrals.db"});
    if (on_postgres_) {
      ASSERT_NO_FATAL_FAILURE(OpenPostgres());
    }
    database_.emplace(on_postgres_ ? static_cast<Database&>(*postgres_) : *sqlite_);
    keys_ = *SqliteDatabase::Open({folder_ / "keys.db"});
    ASSERT_TRUE(MigrateVaultKeys(*keys_));
    auto vault = SodiumVault::Open(*keys_, clock_, {folder_ / "master.key", true});
    ASSERT_TRUE(vault) << vault.error().cause();
    vault_ = *std::move(vault);
    EmbeddedEventLog::Options options;
    options.file = folder_ / "events.db";
    log_ = *EmbeddedEventLog::Open(options);
    log_publisher_ = log_->Publisher();
    publisher_.emplace(*log_publisher_);
    consumer_ = log_->Consumer("referrals", Referrals::Topics());
  }

  // As services log in, and besides as who sees everything.
  void OpenPostgres() {
    place_.emplace();
    auto opened = PostgresDatabase::Open(
        {.url = place_->ServicesUrl(), .connections = 16, .held_by_policies = true});
    ASSERT_TRUE(opened) << opened.error().cause();
    postgres_ = *std::move(opened);
    auto all = PostgresDatabase::Open({.url = place_->url(), .connections = 1});
    ASSERT_TRUE(all) << all.error().cause();
    all_seeing_ = *std::move(all);
  }

  Database& truth() const { return on_postgres_ ? static_cast<Database&>(*all_seeing_) : *sqlite_; }

  static Deadline Soon() { return Deadline::In(std::chrono::seconds(20)); }
  static std::string NewId() { return Uuid::Make(SystemClock().Now()).ToString(); }

  // Somebody of an office, and somebody of a facility.
  static Caller Officer(const std::string& office) {
    return {"officer@" + office, {"office-officer"}, office, "", {}, "rehabilitasi"};
  }
  static Caller Agent(const std::string& facility) {
    return {"agent@" + facility, {"ibm-agent"}, kPangkalpinang, facility, {}};
  }
  static Caller Clinician(const std::string& facility) {
    return {"clinician@" + facility, {"facility-officer"}, kCiamis, facility, {}};
  }

  Result<std::string> InvokeBytes(const std::string& name, const Caller& caller,
                                  const google::protobuf::Message& request) const {
    for (const RpcService::Method& method : service_->service().methods()) {
      if (!method.path.ends_with("/" + name)) continue;
      const PermissionRow* const row = permissions_->Find(method.path);
      if (row == nullptr) std::abort();
      if (auto may = permissions_->Check(*row, caller); !may) return may.error();
      return method.unary({method.path, caller, Soon(), TraceContext::New()}, request);
    }
    std::abort();
  }

  template <class Response>
  Result<Response> Invoke(const std::string& name, const Caller& caller,
                          const google::protobuf::Message& request) const {
    const auto bytes = InvokeBytes(name, caller, request);
    if (!bytes) return bytes.error();
    Response response;
    EXPECT_TRUE(response.ParseFromString(*bytes));
    return response;
  }

  static v1::RegisterFacilityRequest FacilityRequest(const std::string& office,
                                                     const std::string& name) {
    v1::RegisterFacilityRequest request;
    request.set_request_id(NewId());
    request.set_kind(v1::FACILITY_KIND_IPWL_PUSKESMAS);
    request.set_name(name);
    request.set_office(office);
    request.set_area_code(office == kCiamis ? "32.07" : kAirMesuTimur);
    request.add_services()->set_service(v1::FACILITY_SERVICE_OUTPATIENT);
    request.add_services()->set_service(v1::FACILITY_SERVICE_SCREENING);
    return request;
  }

  Result<v1::RegisterFacilityResponse> Register(const v1::RegisterFacilityRequest& request) const {
    return Invoke<v1::RegisterFacilityResponse>("RegisterFacility", Officer(request.office()),
                                                request);
  }

  // The id of a new facility.
  std::string Register(const std::string& office, const std::string& name) const {
    const auto made = Register(FacilityRequest(office, name));
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish) << made.error().cause();
    return made ? made->facility().facility_id() : "";
  }

  // To care by both sides, on paper, by the person themselves.
  static v1::NewConsent Consented() {
    v1::NewConsent consent;
    consent.set_purpose(v1::CONSENT_PURPOSE_CARE);
    consent.set_giver(v1::CONSENT_GIVER_PERSON);
    consent.set_form(v1::CONSENT_FORM_WRITTEN);
    return consent;
  }

  static v1::CreateReferralRequest ReferralRequest(const std::string& sender,
                                                   const std::string& receiver) {
    v1::CreateReferralRequest request;
    request.set_request_id(NewId());
    request.set_sender_facility_id(sender);
    request.set_receiver_facility_id(receiver);
    request.set_area_code(kAirMesuTimur);
    request.set_service(v1::FACILITY_SERVICE_OUTPATIENT);
    request.set_priority(v1::REFERRAL_PRIORITY_URGENT);
    request.mutable_person()->set_name("Seseorang");
    *request.mutable_consent() = Consented();
    return request;
  }

  // A verb's request about a referral.
  template <class Request>
  static Request About(const std::string& referral) {
    Request request;
    request.set_request_id(NewId());
    request.set_referral_id(referral);
    return request;
  }

  static v1::CompleteReferralRequest Completion(const std::string& referral) {
    auto request = About<v1::CompleteReferralRequest>(referral);
    request.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
    request.mutable_outcome()->add_services_given(v1::FACILITY_SERVICE_OUTPATIENT);
    request.mutable_outcome()->set_contacts(4);
    return request;
  }

  std::int64_t Count(const std::string& sql, Values parameters = {}) const {
    const auto rows = truth().Query(Soon(), Statement{sql}, std::move(parameters));
    EXPECT_TRUE(rows) << rows.error().cause() << sql;
    return rows ? rows->at(0).Integer(0) : -1;
  }

  static std::vector<std::string> Texts(Database& database, const std::string& sql) {
    const auto rows = database.Query(Soon(), Statement{sql}, {});
    EXPECT_TRUE(rows) << rows.error().cause() << sql;
    std::vector<std::string> texts;
    for (const Row& row : *rows) texts.push_back(row.Text(0));
    return texts;
  }

  static std::vector<std::string> Tables(Database& database) {
    return Texts(database,
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  }

  // How many rows each table has, the keys' database included.
  std::map<std::string, std::int64_t> RowsOfAllTables() const {
    std::map<std::string, std::int64_t> counts;
    for (SqliteDatabase* const database : {sqlite_.get(), keys_.get()}) {
      for (const std::string& table : Tables(*database)) {
        const std::string sql = "SELECT count(*) FROM " + table;
        counts[table] += database->Query(Soon(), Statement{sql}, {})->at(0).Integer(0);
      }
    }
    return counts;
  }

  ::testing::AssertionResult AwaitPublished() const {
    return sinergi::testing::Eventually(
        [&] { return Count("SELECT count(*) FROM outbox_waiting") == 0; },
        "everything is published");
  }

  std::filesystem::path reference_;
  bool on_postgres_ = false;  // set before SetUp
  sinergi::testing::TemporaryFolder folder_;
  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  std::optional<std::string> jurisdictions_;  // instead of the file's, set before SetUp
  MemoryAnnouncer announcer_;
  MemoryCache cache_{clock_, std::size_t{1} << 20};
  std::optional<Regions> regions_;
  std::optional<Offices> offices_;
  std::optional<Permissions> permissions_;
  Metrics metrics_;
  const TokenSealer sealer_{std::string(32, 'k')};
  const std::string hash_key_ = std::string(32, 'h');
  ReferralsSettings settings_;
  std::unique_ptr<SqliteDatabase> sqlite_;
  std::optional<sinergi::testing::TemporaryPostgres> place_;
  std::unique_ptr<PostgresDatabase> postgres_;
  std::unique_ptr<PostgresDatabase> all_seeing_;
  std::optional<sinergi::testing::FailingDatabase> database_;
  std::unique_ptr<SqliteDatabase> keys_;
  std::unique_ptr<SodiumVault> vault_;
  std::unique_ptr<EmbeddedEventLog> log_;
  std::unique_ptr<EventPublisher> log_publisher_;
  std::unique_ptr<EventConsumer> consumer_;
  std::optional<sinergi::testing::FailingPublisher> publisher_;
  std::unique_ptr<Referrals> service_;
  Workers workers_;
};

}  // namespace sinergi::referrals
