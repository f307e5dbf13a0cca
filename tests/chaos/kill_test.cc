// Kills the real program again and again while referrals go through it, then accounts for every
// change that a client was told of: stored once, seen once in effect, in order, numbered without
// gap.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/chaos/account.h"
#include "tests/chaos/load.h"
#include "tests/support/eventually.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using chaos::Account;
using chaos::Cast;
using chaos::Load;
using testing::Client;

constexpr char kOffice[] = "BNNK-PANGKALPINANG";
constexpr int kKills = 12;
constexpr int kKillsThatMustHit = 8;
constexpr int kClients = 8;

class KillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Start();
    officer_ = testing::ActorOf(server_.data(), "office-officer", kOffice);
    Client client(server_.address());
    cast_.unit = Register(client, testing::IbmUnitRequest("Unit IBM Air Mesu Timur"));
    cast_.clinic = Register(client, testing::ClinicRequest("Klinik Pratama"));
    cast_.agent = testing::ActorOf(server_.data(), "ibm-agent", kOffice, cast_.unit);
    cast_.receiver = testing::ActorOf(server_.data(), "facility-officer", kOffice, cast_.clinic);
    Subscribe(client);
  }

  std::string Register(Client& client, const v1::RegisterFacilityRequest& request) {
    v1::RegisterFacilityResponse response;
    const auto status =
        client.referrals().RegisterFacility(Client::ContextFor(officer_).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.facility().facility_id();
  }

  void Subscribe(Client& client) {
    notifications::v1::CreateSubscriptionRequest request;
    request.set_request_id(testing::NewRequestId());
    request.set_display_name("Semua rujukan");
    request.set_office(kOffice);
    for (const auto& type : testing::ReferralEventTypes()) request.add_event_types(type);
    request.add_area_codes("19.04.02.2020");
    notifications::v1::CreateSubscriptionResponse response;
    const auto status = client.notifications().CreateSubscription(
        Client::ContextFor(officer_).get(), request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    subscription_ = response.subscription().subscription_id();
  }

  // Reads the stream from where the last one ended, again after each break, until it is stopped.
  void Watch(const std::stop_token& stop) {
    Client client(server_.address());
    std::string token;
    while (!stop.stop_requested()) {
      (void)client.WaitUntilConnected(std::chrono::milliseconds(500));
      const auto context = Client::ContextFor(officer_);
      context->set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(10));
      const std::stop_callback cancel(stop, [&] { context->TryCancel(); });
      notifications::v1::StreamEventsRequest request;
      request.set_subscription_id(subscription_);
      request.set_resume_token(token);
      const auto stream = client.notifications().StreamEvents(context.get(), request);
      notifications::v1::StreamEventsResponse message;
      while (stream->Read(&message)) {
        if (!message.has_notification()) continue;
        account_.Seen(message.notification());
        token = message.notification().resume_token();
      }
      (void)stream->Finish();
    }
  }

  std::size_t Stored() {
    Client client(server_.address());
    v1::ListReferralsRequest request;
    request.set_page_size(200);
    std::size_t count = 0;
    do {
      v1::ListReferralsResponse page;
      const auto status =
          client.referrals().ListReferrals(Client::ContextFor(officer_).get(), request, &page);
      EXPECT_TRUE(status.ok()) << status.error_message();
      count += static_cast<std::size_t>(page.referrals_size());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return count;
  }

  testing::StandaloneProcess server_;
  testing::Actor officer_;
  Cast cast_;
  std::string subscription_;
  Account account_;
};

unsigned Seed() {
  const char* given = std::getenv("SINERGI_CHAOS_SEED");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                          : std::random_device()();
}

TEST_F(KillTest, KillingTheProcessAtAnyMomentLosesNothing) {
  const unsigned seed = Seed();
  std::cout << "seed " << seed << " (SINERGI_CHAOS_SEED plays it again)\n";
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> milliseconds(400, 2500);
  std::jthread watcher([this](const std::stop_token& stop) { Watch(stop); });
  Load load({server_.address()}, cast_, account_);
  load.Start(kClients);
  int hits = 0;
  for (int kill = 1; kill <= kKills; ++kill) {
    const std::size_t before = account_.AcceptedCount();
    const auto moment =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds(random));
    ASSERT_TRUE(testing::Eventually(
        [&] {
          return std::chrono::steady_clock::now() >= moment && account_.AcceptedCount() > before &&
                 load.InFlight() > 0;
        },
        "calls are answered and others are in flight before kill " + std::to_string(kill)));
    const int broken_before = load.Broken();
    const int in_flight = load.InFlight();
    server_.Kill();
    const double start_ms = server_.Start();
    const int broken = load.Broken() - broken_before;
    if (in_flight > 0 && broken > 0) ++hits;
    std::cout << "kill " << kill << ": " << in_flight << " calls in flight, " << broken
              << " broken off, " << account_.AcceptedCount()
              << " accepted so far, ready again after " << static_cast<int>(start_ms) << " ms\n";
  }
  load.Stop();
  const std::size_t accepted = account_.AcceptedCount();
  EXPECT_TRUE(testing::Eventually([&] { return account_.SeenCount() >= accepted; },
                                  "the subscriber has seen every accepted change",
                                  std::chrono::seconds(60)));
  const auto changes = account_.accepted();
  const int different = load.DifferentAnswers(changes);
  watcher.request_stop();
  watcher.join();
  const auto created = static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(),
                    [](const auto& change) { return change.method == "CreateReferral"; }));
  const auto differences = account_.Differences();
  std::cout << "account: " << accepted << " accepted, " << account_.SeenCount() << " seen, "
            << created << " referrals created, " << Stored() << " stored, " << different
            << " repeats answered differently, " << differences.size() << " differences; " << hits
            << " of " << kKills << " kills hit work in flight\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(differences.size(), 10); ++i) {
    ADD_FAILURE() << differences[i];
  }
  EXPECT_TRUE(differences.empty());
  EXPECT_EQ(different, 0);
  EXPECT_EQ(Stored(), created);
  EXPECT_GE(hits, kKillsThatMustHit);
}

}  // namespace
}  // namespace sinergi
