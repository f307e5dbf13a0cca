#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "common/announcements/memory/memory_announcer.h"
#include "common/cache/memory/memory_cache.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_event_log.h"
#include "common/result/reasons.h"
#include "services/notifications/application/journal_pruner.h"
#include "services/notifications/assembly.h"
#include "services/notifications/storage/journal_store.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"
#include "tests/support/event_reader.h"
#include "tests/support/eventually.h"
#include "tests/support/failing_database.h"
#include "tests/support/temporary_folder.h"

namespace sinergi::notifications {

inline const std::string kPangkalpinang = "BNNK-PANGKALPINANG";
inline const std::string kCiamis = "BNNK-CIAMIS";
inline const std::string kPackage = "id.go.bnn.sinergi.referrals.v1.";

// One subscriber's end of a stream: what has come so far.
class Subscriber {
 public:
  explicit Subscriber(std::unique_ptr<StreamSource> source) : source_(std::move(source)) {}

  // Asks once, as the server does.
  Status Ask() {
    if (!source_) return Error::Of(sinergi::reasons::kInternal).Because("was not opened");
    auto messages = source_->Next();
    if (!messages) return messages.error();
    for (const StreamMessage& one : *messages) {
      v1::StreamEventsResponse message;
      EXPECT_TRUE(message.ParseFromString(one.bytes()));
      if (message.has_heartbeat()) heartbeats.push_back(message.heartbeat());
      if (message.has_notification()) got.push_back(message.notification());
    }
    return Status::Ok();
  }

  // Asks until so many notifications have come.
  ::testing::AssertionResult Await(std::size_t count) {
    Status asked;
    const auto came = sinergi::testing::Eventually(
        [&] {
          asked = Ask();
          return !asked || got.size() >= count;
        },
        std::to_string(count) + " notifications");
    if (asked) return came;
    return ::testing::AssertionFailure() << asked.error().Text(Language::kEnglish);
  }

  std::vector<std::int64_t> Numbers() const {
    std::vector<std::int64_t> numbers;
    for (const auto& one : got) numbers.push_back(one.number());
    return numbers;
  }
  // That they are numbered from `first` to `last`.
  ::testing::AssertionResult HasNumbers(std::int64_t first, std::int64_t last) const {
    std::vector<std::int64_t> expected(static_cast<std::size_t>(last - first + 1));
    std::iota(expected.begin(), expected.end(), first);
    if (Numbers() == expected) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "numbers " << ::testing::PrintToString(Numbers());
  }

  std::vector<std::string> Subjects() const {
    std::vector<std::string> subjects;
    for (const auto& one : got) subjects.push_back(one.event().subject());
    return subjects;
  }

  std::vector<v1::Heartbeat> heartbeats;
  std::vector<v1::Notification> got;

 private:
  std::unique_ptr<StreamSource> source_;
};

// The service over files of the test's own, with its workers running, called without gRPC.
class NotificationsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* const file = std::getenv("SINERGI_REGIONS");
    ASSERT_NE(file, nullptr) << "SINERGI_REGIONS must name the packed area codes: start the tests "
                                "with tests/run, which makes them.";
    regions_.emplace(Regions::Load(file).operator*());
    offices_.emplace(
        *Offices::Parse("code,name,parent,zone\n"
                        "BNN,BNN,,WIB\n"
                        "BNNK-PANGKALPINANG,BNN Kota Pangkalpinang,BNN,WIB\n"
                        "BNNK-CIAMIS,BNN Kabupaten Ciamis,BNN,WIB\n",
                        "office,region,valid_from,valid_to\n"));
    sqlite_ = *SqliteDatabase::Open({folder_ / "notifications.db"});
    database_.emplace(*sqlite_);
    EmbeddedEventLog::Options options;
    options.file = folder_ / "events.db";
    log_ = *EmbeddedEventLog::Open(options);
    publisher_ = log_->Publisher();
    Start();
  }

  void TearDown() override { workers_.reset(); }

  void Start() {
    workers_.reset();
    consumer_ = log_->Consumer("notifications", Notifications::Topics());
    auto made = Make();
    ASSERT_TRUE(made) << made.error().cause();
    service_ = *std::move(made);
    workers_.emplace();
    service_->StartWorkers(*workers_);
  }

  Result<std::unique_ptr<Notifications>> Make() {
    return Notifications::Make({*database_, *consumer_, cache_, announcer_, *regions_, *offices_,
                                clock_, metrics_, sealer_, hash_key_, settings_});
  }

  // A restart with a memory of so many journal entries.
  void RestartWithTail(std::int64_t entries) {
    settings_.tail_entries = entries;
    Start();
  }

  static Caller Of(const std::string& office) { return {"officer@" + office, {}, office, "", {}}; }

  const RpcService::Method& Method(const std::string& name) const {
    for (const auto& method : service_->service().methods()) {
      if (method.path.ends_with("/" + name)) return method;
    }
    std::abort();
  }

  static Call CallOf(const RpcService::Method& method, const Caller& caller) {
    return {method.path, caller, Deadline::In(std::chrono::seconds(20)), TraceContext::New()};
  }

  template <class Response>
  Result<Response> Invoke(const std::string& name, const Caller& caller,
                          const google::protobuf::Message& request) const {
    const auto& method = Method(name);
    const auto bytes = method.unary(CallOf(method, caller), request);
    if (!bytes) return bytes.error();
    Response response;
    EXPECT_TRUE(response.ParseFromString(*bytes));
    return response;
  }

  static v1::CreateSubscriptionRequest Wish(const std::string& office) {
    v1::CreateSubscriptionRequest request;
    request.set_request_id(Uuid::Make(SystemClock().Now()).ToString());
    request.set_display_name("Meja rujukan");
    request.set_office(office);
    return request;
  }

  Result<v1::CreateSubscriptionResponse> Create(const v1::CreateSubscriptionRequest& request) {
    return Invoke<v1::CreateSubscriptionResponse>("CreateSubscription", Of(request.office()),
                                                  request);
  }

  std::string Subscribe(const v1::CreateSubscriptionRequest& request) {
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    return made ? made->subscription().subscription_id() : "";
  }
  std::string Subscribe(const std::string& office) { return Subscribe(Wish(office)); }

  Result<std::unique_ptr<StreamSource>> TryOpen(
      const std::string& office, const v1::StreamEventsRequest& request,
      std::function<void()> wake = [] {}) const {
    const auto& method = Method("StreamEvents");
    return method.stream(CallOf(method, Of(office)), request, std::move(wake));
  }

  static v1::StreamEventsRequest StreamOf(const std::string& subscription,
                                          const std::string& token = "") {
    v1::StreamEventsRequest request;
    request.set_subscription_id(subscription);
    request.set_resume_token(token);
    return request;
  }

  Subscriber Open(const std::string& office, const v1::StreamEventsRequest& request) const {
    auto source = TryOpen(office, request);
    EXPECT_TRUE(source) << source.error().Text(Language::kEnglish);
    return Subscriber(source ? *std::move(source) : nullptr);
  }

  static Event Sent(const std::string& subject, const std::vector<std::string>& offices,
                    const std::string& region = "19.71.01") {
    Event event = sinergi::testing::MakeEvent(subject, 1);
    event.offices = offices;
    event.region = region;
    event.dataschema = "sinergi.referrals.v1.ReferralSent";
    event.payload = "payload of " + subject;
    return event;
  }

  void Publish(const std::vector<Event>& events) {
    for (const Status& status : publisher_->Publish(events)) ASSERT_TRUE(status);
  }

  // "referrals/<first>" up to "referrals/<last>", all of one office.
  void PublishMany(int first, int last, const std::string& office) {
    std::vector<Event> events;
    for (int i = first; i <= last; ++i) {
      events.push_back(Sent("referrals/" + std::to_string(i), {office}));
    }
    Publish(events);
  }

  JournalHead Head() const {
    return *JournalStore::Head(*sqlite_, Deadline::In(std::chrono::seconds(20)));
  }

  void AwaitJournal(std::int64_t position) const {
    ASSERT_TRUE(sinergi::testing::Eventually([&] { return Head().position >= position; },
                                             "the journal's entry"));
  }

  // Prunes all that has come so far.
  void PruneAll() {
    clock_.Advance(std::chrono::hours(2));
    JournalPruner pruner(*sqlite_, clock_, std::chrono::hours(1));
    while (*pruner.PruneOnce() > 0) {
    }
  }

  std::int64_t CountRows(std::string_view sql) const {
    return sqlite_->Query(Deadline::In(std::chrono::seconds(20)), Statement{sql}, {})
        ->front()
        .Integer(0);
  }

  sinergi::testing::TemporaryFolder folder_;
  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  std::optional<Regions> regions_;
  std::optional<Offices> offices_;
  Metrics metrics_;
  const TokenSealer sealer_{std::string(32, 'k')};
  const std::string hash_key_ = std::string(32, 'h');
  Settings settings_;
  std::unique_ptr<SqliteDatabase> sqlite_;
  std::optional<sinergi::testing::FailingDatabase> database_;
  std::unique_ptr<EmbeddedEventLog> log_;
  std::unique_ptr<EventPublisher> publisher_;
  std::unique_ptr<EventConsumer> consumer_;
  MemoryAnnouncer announcer_;
  MemoryCache cache_{clock_, std::size_t{1} << 20};
  std::unique_ptr<Notifications> service_;
  std::optional<Workers> workers_;
};

}  // namespace sinergi::notifications
