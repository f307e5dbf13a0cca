// Subscriptions: what an office may make and see.
#include "common/result/reasons.h"
#include "services/notifications/domain/reasons.h"
#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

// Each violation as "field REASON".
std::vector<std::string> Violations(const Error& error) {
  std::vector<std::string> texts;
  for (const FieldViolation& violation : error.violations()) {
    texts.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return texts;
}

TEST_F(NotificationsTest, ASubscriptionIsReadAsItWasMade) {
  auto wish = Wish(kPangkalpinang);
  wish.add_event_types(kPackage + "*");
  wish.add_area_codes("19.04.02");
  const auto made = Create(wish);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->subscription().display_name(), "Meja rujukan");
  EXPECT_EQ(made->subscription().area_codes(0), "19.04.02");
  EXPECT_EQ(made->subscription().epoch(), 1);
  EXPECT_EQ(made->subscription().create_time().seconds(), 1'772'600'000);
  v1::GetSubscriptionRequest get;
  get.set_subscription_id(made->subscription().subscription_id());
  const auto read = Invoke<v1::GetSubscriptionResponse>("GetSubscription", Of(kPangkalpinang), get);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->subscription().SerializeAsString(), made->subscription().SerializeAsString());
}

TEST_F(NotificationsTest, ASubscriptionThatWasReadIsKeptForItsOfficeOnly) {
  v1::GetSubscriptionRequest get;
  get.set_subscription_id(Subscribe(kCiamis));
  const auto read = [&](const std::string& office) {
    return Invoke<v1::GetSubscriptionResponse>("GetSubscription", Of(office), get);
  };
  const auto first = read(kCiamis);
  ASSERT_TRUE(first);
  ASSERT_TRUE(sqlite_->Transact(Deadline::In(std::chrono::seconds(20)), [](Transaction& tx) {
    tx.Execute(Statement{"DELETE FROM subscriptions"}, {});  // what is kept needs no row
    return Status::Ok();
  }));
  const auto again = read(kCiamis);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->subscription().SerializeAsString(), first->subscription().SerializeAsString());
  EXPECT_FALSE(read(kPangkalpinang));
}

TEST_F(NotificationsTest, MakingASubscriptionLeavesEvidence) {
  Subscribe(kCiamis);
  EXPECT_EQ(CountRows("SELECT count(*) FROM evidence WHERE action = 'subscriptions.create' AND "
                      "caller = 'officer@BNNK-CIAMIS' AND subject = 'subscriptions/' || "
                      "(SELECT subscription_id FROM subscriptions)"),
            1);
}

TEST_F(NotificationsTest, ARepeatedRequestGetsTheFirstAnswer) {
  const auto wish = Wish(kCiamis);
  const std::string first = Subscribe(wish);
  clock_.Advance(std::chrono::hours(1));
  EXPECT_EQ(Subscribe(wish), first);
  EXPECT_EQ(CountRows("SELECT count(*) FROM subscriptions"), 1);
}

TEST_F(NotificationsTest, ARequestIdIsNotForAnotherContent) {
  auto wish = Wish(kCiamis);
  Subscribe(wish);
  wish.set_display_name("Lain");
  const auto again = Create(wish);
  ASSERT_FALSE(again);
  EXPECT_TRUE(again.error().Is(sinergi::reasons::kRequestIdReused));
  EXPECT_EQ(CountRows("SELECT count(*) FROM subscriptions"), 1);
}

TEST_F(NotificationsTest, EveryMistakeIsNamedAtOnceAndLeavesNoRow) {
  v1::CreateSubscriptionRequest wish;
  wish.set_request_id("7");
  wish.set_display_name(" ");
  wish.set_office("BNNK-X");
  wish.add_event_types(kPackage + "*");
  wish.add_event_types("ReferralSent");
  wish.add_area_codes("19.04.99");
  const auto made = Create(wish);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code(), ErrorCode::kInvalidArgument);
  EXPECT_THAT(Violations(made.error()),
              UnorderedElementsAre("request_id FIELD_MALFORMED", "display_name FIELD_REQUIRED",
                                   "office OFFICE_UNKNOWN", "event_types[1] EVENT_TYPE_MALFORMED",
                                   "area_codes[0] REGION_CODE_UNKNOWN"));
  EXPECT_THAT(made.error().Text(Language::kEnglish), ::testing::HasSubstr("Bangka Tengah"));
  EXPECT_EQ(CountRows("SELECT count(*) FROM subscriptions"), 0);
  EXPECT_EQ(CountRows("SELECT count(*) FROM request_ids"), 0);
}

TEST_F(NotificationsTest, TooManyTypesAreRefused) {
  auto wish = Wish(kCiamis);
  for (std::size_t i = 0; i <= kMaxEventTypes; ++i) wish.add_event_types(kPackage + "*");
  const auto made = Create(wish);
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().Is(reasons::kEventTypesTooMany));
}

TEST_F(NotificationsTest, NobodySubscribesForAnotherOffice) {
  for (const std::string& office : {kPangkalpinang, std::string()}) {
    const auto made =
        Invoke<v1::CreateSubscriptionResponse>("CreateSubscription", Of(office), Wish(kCiamis));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code(), ErrorCode::kPermissionDenied);
    EXPECT_TRUE(made.error().Is(reasons::kOfficeNotYours));
  }
  EXPECT_EQ(CountRows("SELECT count(*) FROM evidence"), 0);
}

TEST_F(NotificationsTest, AnotherOfficesSubscriptionIsNotFound) {
  v1::GetSubscriptionRequest get;
  get.set_subscription_id(Subscribe(kCiamis));
  const auto read = Invoke<v1::GetSubscriptionResponse>("GetSubscription", Of(kPangkalpinang), get);
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().Is(reasons::kSubscriptionNotFound));
  const auto stream = TryOpen(kPangkalpinang, StreamOf(get.subscription_id()));
  ASSERT_FALSE(stream);
  EXPECT_TRUE(stream.error().Is(reasons::kSubscriptionNotFound));
}

TEST_F(NotificationsTest, AStreamNamesEveryMistakeAtOnce) {
  v1::StreamEventsRequest request;
  request.set_start(static_cast<v1::StreamStart>(9));
  const auto stream = TryOpen(kCiamis, request);
  ASSERT_FALSE(stream);
  EXPECT_THAT(Violations(stream.error()),
              ElementsAre("subscription_id FIELD_REQUIRED", "start VALUE_UNKNOWN"));
}

TEST_F(NotificationsTest, AListHasAllOfTheOfficeInPages) {
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    made.push_back(Subscribe(kCiamis));
    if (i != 1) clock_.Advance(std::chrono::seconds(1));
  }
  std::sort(made.begin() + 1, made.begin() + 3);  // made in the same moment
  Subscribe(kPangkalpinang);
  std::vector<std::string> listed;
  v1::ListSubscriptionsRequest request;
  request.set_page_size(2);
  do {
    const auto page =
        Invoke<v1::ListSubscriptionsResponse>("ListSubscriptions", Of(kCiamis), request);
    ASSERT_TRUE(page);
    for (const auto& one : page->subscriptions()) listed.push_back(one.subscription_id());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(listed, made);
}

TEST_F(NotificationsTest, APageTokenIsOfOneOfficesList) {
  Subscribe(kCiamis);
  Subscribe(kCiamis);
  v1::ListSubscriptionsRequest request;
  request.set_page_size(1);
  const auto page =
      Invoke<v1::ListSubscriptionsResponse>("ListSubscriptions", Of(kCiamis), request);
  ASSERT_TRUE(page);
  request.set_page_token(page->next_page_token());
  request.set_page_size(-1);
  const auto other =
      Invoke<v1::ListSubscriptionsResponse>("ListSubscriptions", Of(kPangkalpinang), request);
  ASSERT_FALSE(other);
  EXPECT_THAT(Violations(other.error()),
              ElementsAre("page_size VALUE_OUT_OF_RANGE", "page_token PAGE_TOKEN_INVALID"));
}

TEST_F(NotificationsTest, AHeartbeatThatWouldFloodStreamsIsRefused) {
  settings_.heartbeat = std::chrono::milliseconds(999);
  const auto made = Make();
  ASSERT_FALSE(made);
  EXPECT_THAT(Violations(made.error()),
              ElementsAre("notifications_heartbeat SETTING_OUT_OF_RANGE"));
}

TEST_F(NotificationsTest, EveryMethodHasItsPermission) {
  for (const auto& method : service_->service().methods()) {
    const auto rows = Notifications::Permissions();
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const PermissionRow& row) {
      return row.method == method.path;
    })) << method.path;
  }
}

}  // namespace
}  // namespace sinergi::notifications
