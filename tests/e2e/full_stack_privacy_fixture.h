#pragma once

#include <gtest/gtest.h>
#include <string.h>

#include <fstream>
#include <optional>

#include "tests/support/eventually.h"
#include "tests/support/full_stack_metrics.h"
#include "tests/support/full_stack_office.h"
#include "tests/support/full_stack_process.h"
#include "tests/support/kafka_client.h"
#include "tests/support/standalone_process.h"

namespace sinergi {

inline const std::string kName = "Wulandari Penelusur";
inline const std::string kNik = "9907115203910042";
inline const std::string kPhone = "0899-4711-2233";
inline const std::string kBorn = "1991-03-12";
inline const std::string kNote = "suaranya gemetar sejak musim kemarau";
inline const std::string kRejectionNote = "keluarganya pindah ke seberang pulau";
inline const std::string kOutcomeNote = "pulih dan kembali menjahit";
inline const std::string kJustification = "ditemukan pingsan di dermaga lama";

// One stack for all tests of the program.
class FullStackPrivacyTest : public ::testing::Test {
 protected:
  struct World {
    testing::FullStack stack;
    std::optional<testing::FullStackOffice> office;
    std::vector<std::unique_ptr<testing::Client>> referrals;  // of each replica
  };

  static void SetUpTestSuite() {
    world_ = new World;
    if (!world_->stack.Start()) return;
    world_->office.emplace(world_->stack);
    for (const std::string& address : world_->stack.Addresses("referrals")) {
      world_->referrals.push_back(std::make_unique<testing::Client>(address));
    }
  }
  static void TearDownTestSuite() { delete world_; }

  void SetUp() override {
    if (servers().is_missing()) GTEST_SKIP() << "Kafka cannot be had on this machine";
    ASSERT_TRUE(world_->office);
  }

  static testing::FullStack& stack() { return world_->stack; }
  static testing::FullStackServers& servers() { return world_->stack.servers(); }
  static referrals::v1::ReferralsService::Stub& At(std::size_t replica) {
    return world_->referrals.at(replica)->referrals();
  }
  static std::unique_ptr<grpc::ClientContext> As(const testing::Actor& actor) {
    auto context = testing::Client::ContextFor(actor);
    context->set_wait_for_ready(true);
    return context;
  }
  static testing::Actor Agent() { return world_->office->agent; }
  static testing::Actor Receiver() { return world_->office->receiver; }

  // What is personal, of this test's people, of the other tests' and of the demonstration's.
  static std::vector<std::string> Secrets() {
    return {kName,
            kNik,
            kPhone,
            kNote,
            kRejectionNote,
            kOutcomeNote,
            kJustification,
            "Penelusur",
            "Orang Contoh Sintetis",
            "9901010101900001",
            "Contoh Pertama",
            "9904021205950001",
            "Contoh Kedua",
            "9904025708980002",
            "0800-555-0001",
            "Bersedia rawat jalan"};
  }

  referrals::v1::CreateReferralRequest Planted() {
    auto request = testing::ReferralRequest(world_->office->unit, world_->office->clinic);
    referrals::v1::ReferralPerson& person = *request.mutable_person();
    person.set_name(kName);
    person.set_nik(kNik);
    person.set_phone(kPhone);
    person.set_note(kNote);
    person.set_birth_date(kBorn);
    person.set_sex(referrals::v1::SEX_FEMALE);
    return request;
  }

  // Created and sent, at both replicas.
  referrals::v1::Referral SentAnew() {
    const auto request = Planted();
    referrals::v1::CreateReferralResponse made;
    EXPECT_TRUE(At(0).CreateReferral(As(Agent()).get(), request, &made).ok());
    EXPECT_TRUE(At(1).CreateReferral(As(Agent()).get(), request, &made).ok()) << "a repeat";
    referrals::v1::SendReferralRequest send;
    send.set_referral_id(made.referral().referral_id());
    // The same person in every test.
    send.set_second_reason(referrals::v1::SECOND_REFERRAL_REASON_ANOTHER_SERVICE);
    Call(Agent(), send, &referrals::v1::ReferralsService::Stub::SendReferral);
    return made.referral();
  }

  template <class Request, class Response>
  void Call(const testing::Actor& actor, Request request,
            grpc::Status (referrals::v1::ReferralsService::Stub::*method)(grpc::ClientContext*,
                                                                          const Request&,
                                                                          Response*)) {
    request.set_request_id(testing::NewRequestId());
    Response response;
    const auto status = (At(0).*method)(As(actor).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  void Read(const testing::Actor& actor, const std::string& id) {
    referrals::v1::GetReferralPersonRequest request;
    request.set_referral_id(id);
    referrals::v1::GetReferralPersonResponse response;
    EXPECT_TRUE(At(1).GetReferralPerson(As(actor).get(), request, &response).ok());
    EXPECT_EQ(response.person().nik(), kNik);
  }

  void RejectOne(const std::string& id) {
    referrals::v1::RejectReferralRequest request;
    request.set_referral_id(id);
    request.set_reason(referrals::v1::REJECTION_REASON_OTHER);
    request.set_note(kRejectionNote);
    Call(Receiver(), request, &referrals::v1::ReferralsService::Stub::RejectReferral);
  }

  void CompleteOne(const std::string& id) {
    referrals::v1::AcceptReferralRequest accept;
    accept.set_referral_id(id);
    Call(Receiver(), accept, &referrals::v1::ReferralsService::Stub::AcceptReferral);
    referrals::v1::CompleteReferralRequest request;
    request.set_referral_id(id);
    request.mutable_outcome()->set_result(referrals::v1::OUTCOME_RESULT_FINISHED);
    request.set_note(kOutcomeNote);
    Call(Receiver(), request, &referrals::v1::ReferralsService::Stub::CompleteReferral);
  }

  void RevokeAndBreakGlass(const std::string& id) {
    referrals::v1::RevokeConsentRequest revoke;
    revoke.set_referral_id(id);
    revoke.set_reason(referrals::v1::CONSENT_REVOCATION_REASON_WITHDRAWN);
    Call(Agent(), revoke, &referrals::v1::ReferralsService::Stub::RevokeConsent);
    referrals::v1::BreakGlassRequest broken;
    broken.set_referral_id(id);
    broken.set_reason(referrals::v1::BREAK_GLASS_REASON_DANGER_TO_PERSON);
    broken.set_justification(kJustification);
    Call(Receiver(), broken, &referrals::v1::ReferralsService::Stub::BreakGlass);
  }

  static grpc::StatusCode Get(std::size_t replica, const testing::Actor& actor,
                              const std::string& id) {
    referrals::v1::GetReferralRequest request;
    request.set_referral_id(id);
    referrals::v1::GetReferralResponse response;
    return At(replica).GetReferral(As(actor).get(), request, &response).error_code();
  }

  // Everything that happened is in the journal.
  static ::testing::AssertionResult AllToldOf() {
    const std::string changes = "SELECT count(*) FROM outbox";
    return testing::Eventually(
        [&] {
          return stack().Count("notifications", "SELECT count(*) FROM journal") ==
                 stack().Count("referrals", changes);
        },
        "every event is in the journal");
  }

  // What is wrong with a request is said without its values.
  void BeRefused() {
    auto request = Planted();
    request.mutable_person()->set_nik(kNik.substr(1));
    request.mutable_person()->set_phone(kPhone + std::string(60, '0'));
    referrals::v1::CreateReferralResponse response;
    const auto status = At(0).CreateReferral(As(Agent()).get(), request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(status.error_message().find(kPhone), std::string::npos);
    EXPECT_EQ(status.error_details().find(kNik.substr(1)), std::string::npos);
  }

  void Find() {
    referrals::v1::FindReferralsByNikRequest request;
    request.set_nik(kNik);
    request.set_page_size(1);
    referrals::v1::FindReferralsByNikResponse response;
    EXPECT_TRUE(At(0).FindReferralsByNik(As(Agent()).get(), request, &response).ok());
    EXPECT_EQ(response.referrals_size(), 1);
    EXPECT_NE(response.next_page_token(), "");
  }

  void PlayDemonstration() {
    const auto log = stack().folder() / "demonstration.log";
    const std::vector<std::string> words{(testing::BuildFolder() / "bin/sinergi").string(),
                                         "--server=" + stack().ServerOption(),
                                         "--data=" + stack().data().string(), "demo"};
    EXPECT_EQ(testing::RunToEnd({words, {{"LANG", "C.UTF-8"}}, log}), 0) << testing::TextOf(log);
  }

  static bool Holds(const std::string& bytes, const std::string& text) {
    return bytes.find(text) != std::string::npos;
  }

  // Every file of the stack that holds one of the texts, with the text: logs, the servers' data and
  // write-ahead logs.
  static std::vector<std::string> FilesWith(const std::vector<std::string>& texts) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             stack().folder(), std::filesystem::directory_options::follow_directory_symlink)) {
      std::error_code failed;
      if (!entry.is_regular_file(failed)) continue;
      const std::string bytes = BytesOf(entry.path());
      for (const std::string& text : texts) {
        const void* at = memmem(bytes.data(), bytes.size(), text.data(), text.size());
        if (at != nullptr) found.push_back(text + " in " + entry.path().string());
      }
    }
    return found;
  }

  static std::string BytesOf(const std::filesystem::path& path) {
    std::error_code failed;
    std::string bytes(std::filesystem::file_size(path, failed), '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
  }

  static const std::string& KafkaBytes() {
    static const std::string bytes = [] {
      const std::string brokers = servers().Url("kafka").substr(std::string("kafka://").size());
      std::string all;
      for (const char* topic : {"sinergi.referrals.v1", "sinergi.referrals.v1.dead"}) {
        for (const auto& record : testing::ReadRecords(brokers, topic, 1'000'000, 5)) {
          all += record.key + record.value;
          for (const auto& [name, value] : record.headers) all += name + value;
        }
      }
      return all;
    }();
    return bytes;
  }

  // All keys and values.
  static std::string RedisBytes() {
    const std::string script =
        "local all = {} for _, key in ipairs(redis.call('KEYS', '*')) do all[#all + 1] = key "
        "local kind = redis.call('TYPE', key).ok "
        "if kind == 'string' then all[#all + 1] = redis.call('GET', key) end "
        "if kind == 'hash' then for _, v in ipairs(redis.call('HGETALL', key)) do "
        "all[#all + 1] = v end end end return table.concat(all, ' ')";
    const std::string url = servers().Url("redis");  // redis://default:PASSWORD@127.0.0.1:PORT
    const auto at = url.find('@');
    const auto colon = url.find(':', std::string("redis://").size());
    const auto log = stack().folder() / "redis-dump.bytes";
    testing::RunToEnd(
        {{"/usr/bin/redis-cli", "--raw", "-p", url.substr(url.rfind(':') + 1), "EVAL", script, "0"},
         {{"REDISCLI_AUTH", url.substr(colon + 1, at - colon - 1)}},
         log});
    return testing::TextOf(log);
  }

  static std::string MetricsText() {
    std::string all;
    for (const char* name : {"referrals-1", "referrals-2", "notifications-1", "notifications-2"}) {
      all += testing::ScrapeMetrics(stack().MetricsPort(name));
    }
    return all;
  }

  static inline World* world_ = nullptr;
};

}  // namespace sinergi
