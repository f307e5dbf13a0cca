#include "common/http/http_client.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <array>
#include <future>

#include "common/http/reasons.h"
#include "tests/support/certificates.h"
#include "tests/support/eventually.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/webhook_receiver.h"

namespace sinergi {
namespace {

using testing::WebhookReceiver;

HttpClient::Options OfThisMachine() {
  return {.guard = *AddressGuard::Parse("127.0.0.0/8", "networks")};
}

HttpRequest PostTo(const std::string& url, const std::string& body = "{}") {
  HttpRequest request;
  request.url = url;
  request.body = body;
  return request;
}

TEST(HttpClientTest, SendsWhatItIsGivenAndGivesTheAnswer) {
  WebhookReceiver receiver;
  receiver.Set([](const WebhookReceiver::Request& request) {
    return WebhookReceiver::Answer{201, {{"X-Seen", request.Header("x-sent")}}, "taken"};
  });
  HttpClient client(OfThisMachine());
  HttpRequest request = PostTo(receiver.Url(), "body");
  request.headers = {{"x-sent", "this"}};
  const auto answer = client.SendAndWait(request);
  ASSERT_TRUE(answer) << answer.error().cause();
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->headers.at("x-seen"), "this");
  EXPECT_EQ(answer->body, "taken");
  EXPECT_EQ(receiver.Posted().front().body, "body");
}

TEST(HttpClientTest, ManyAreOnTheirWayAtOnce) {
  WebhookReceiver receiver;
  std::promise<void> go;
  auto opened = go.get_future().share();
  receiver.Set([opened](const auto&) {
    opened.wait();
    return WebhookReceiver::Answer{};
  });
  HttpClient client(OfThisMachine());
  std::atomic<int> done = 0;
  std::promise<void> all;
  for (int i = 0; i < 20; ++i) {
    client.Send(PostTo(receiver.Url()), [&](const Result<HttpAnswer>& answer) {
      EXPECT_TRUE(answer);
      if (++done == 20) all.set_value();
    });
  }
  ASSERT_TRUE(receiver.Await(20));
  go.set_value();
  all.get_future().wait();
}

TEST(HttpClientTest, AnAnswerThatIsTooLongIsCut) {
  WebhookReceiver receiver;
  receiver.Set([](const auto&) {
    return WebhookReceiver::Answer{500, {}, std::string(100'000, 'x')};
  });
  auto options = OfThisMachine();
  options.most_bytes = 1000;
  HttpClient client(std::move(options));
  const auto answer = client.SendAndWait(PostTo(receiver.Url()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
  EXPECT_EQ(answer->body.size(), 1000u);
}

TEST(HttpClientTest, ConnectsToAllowedAddressesOnly) {
  WebhookReceiver receiver;
  HttpClient client({});
  const auto answer = client.SendAndWait(PostTo(receiver.Url()));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().Is(reasons::kAddressNotAllowed));
  EXPECT_TRUE(receiver.Posted().empty());
}

TEST(HttpClientTest, NobodyThereIsAFailure) {
  HttpClient client(OfThisMachine());
  const auto answer = client.SendAndWait(PostTo("http://127.0.0.1:1/"));
  ASSERT_FALSE(answer);
  EXPECT_TRUE(answer.error().Is(reasons::kHttpFailed));
}

TEST(HttpClientTest, AnAnswerThatDoesNotComeIsAFailureInTime) {
  WebhookReceiver receiver;
  std::promise<void> go;
  auto opened = go.get_future().share();
  receiver.Set([opened](const auto&) {
    opened.wait();
    return WebhookReceiver::Answer{};
  });
  HttpClient client(OfThisMachine());
  HttpRequest request = PostTo(receiver.Url());
  request.timeout = std::chrono::milliseconds(200);
  EXPECT_FALSE(client.SendAndWait(request));
  go.set_value();
}

TEST(HttpClientTest, WhatIsOnItsWayEndsWithTheClient) {
  WebhookReceiver receiver;
  std::promise<void> go, ended;
  auto opened = go.get_future().share();
  receiver.Set([opened](const auto&) {
    opened.wait();
    return WebhookReceiver::Answer{};
  });
  {
    HttpClient client(OfThisMachine());
    client.Send(PostTo(receiver.Url()), [&ended](const Result<HttpAnswer>& answer) {
      EXPECT_FALSE(answer);
      ended.set_value();
    });
    ASSERT_TRUE(receiver.Await(1));
  }
  ended.get_future().wait();
  go.set_value();
}

TEST(HttpClientTest, TrustsACertificateOfItsAuthorityAndNoOther) {
  const testing::TemporaryFolder folder;
  const testing::CertificateAuthority authority(folder / "", "authority");
  authority.Issue(folder / "server.pem");
  WebhookReceiver receiver((folder / "server.pem").string());
  auto options = OfThisMachine();
  options.ca_file = authority.file();
  HttpClient client(std::move(options));
  const auto answer = client.SendAndWait(PostTo(receiver.Url()));
  EXPECT_TRUE(answer) << answer.error().cause();
  HttpClient other(OfThisMachine());
  EXPECT_FALSE(other.SendAndWait(PostTo(receiver.Url())));
}

TEST(HttpClientTest, ShowsItsCertificateToWhoeverAsksForOne) {
  const testing::TemporaryFolder folder;
  const testing::CertificateAuthority authority(folder / "", "authority");
  authority.Issue(folder / "server.pem");
  authority.Issue(folder / "client.pem");
  WebhookReceiver receiver((folder / "server.pem").string(), authority.file());
  auto options = OfThisMachine();
  options.ca_file = authority.file();
  HttpClient nobody(options);
  EXPECT_FALSE(nobody.SendAndWait(PostTo(receiver.Url())));
  options.client_certificate = options.client_key = (folder / "client.pem").string();
  HttpClient client(options);
  const auto answer = client.SendAndWait(PostTo(receiver.Url()));
  EXPECT_TRUE(answer) << answer.error().cause();
}

// One after the other, so that each answer may be there as soon as its request is sent.
TEST(HttpLoopTest, ReturnsAsSoonAsAnybodyWasTold) {
  WebhookReceiver receiver;
  HttpLoop loop(OfThisMachine());
  for (int i = 0; i < 500; ++i) {
    bool told = false;
    loop.Send(PostTo(receiver.Url()), [&told](const Result<HttpAnswer>& answer) {
      EXPECT_TRUE(answer);
      told = true;
    });
    while (!told) loop.Wait(std::chrono::minutes(10));
  }
  EXPECT_EQ(receiver.Posted().size(), 500u);
}

// As while its owner waits for a database: the answer has been there for long.
TEST(HttpLoopTest, AnAnswerThatIsThereIsNoTimeoutHoweverLateItIsRead) {
  WebhookReceiver receiver;
  HttpLoop loop(OfThisMachine());
  bool told = false;
  const auto tell = [&told](const Result<HttpAnswer>& answer) {
    EXPECT_TRUE(answer) << answer.error().cause();
    told = true;
  };
  loop.Send(PostTo(receiver.Url()), tell);  // connects
  while (!told) loop.Wait(std::chrono::minutes(10));
  told = false;
  HttpRequest request = PostTo(receiver.Url());
  request.timeout = std::chrono::milliseconds(100);
  loop.Send(std::move(request), tell);
  const auto late = std::chrono::steady_clock::now() + std::chrono::milliseconds(150);
  loop.Wait(std::chrono::milliseconds(0));
  ASSERT_TRUE(receiver.Await(2));
  ASSERT_TRUE(testing::Eventually([&] { return std::chrono::steady_clock::now() > late; },
                                  "its time to be over"));
  while (!told) loop.Wait(std::chrono::minutes(10));
}

TEST(HttpLoopTest, WakeEndsTheWaitThatComes) {
  HttpLoop loop(OfThisMachine());
  loop.Wake();
  loop.Wait(std::chrono::minutes(10));
}

TEST(HttpLoopTest, WhoIsToldMaySend) {
  WebhookReceiver receiver;
  HttpLoop loop(OfThisMachine());
  int told = 0;
  std::function<void(Result<HttpAnswer>)> again = [&](const Result<HttpAnswer>& answer) {
    EXPECT_TRUE(answer);
    if (++told < 50) loop.Send(PostTo(receiver.Url()), again);
  };
  for (int i = 0; i < 10; ++i) loop.Send(PostTo(receiver.Url()), again);
  while (told < 59) loop.Wait(std::chrono::minutes(10));
}

// This machine's name, which curl asks the system for on a thread; wherever it leads, the guard or
// a refusal answers.
TEST(HttpLoopTest, ANameIsLookedUpManyTimesOver) {
  std::array<char, 256> name{};
  ASSERT_EQ(gethostname(name.data(), name.size() - 1), 0);
  HttpLoop loop(OfThisMachine());
  for (int i = 0; i < 20; ++i) {
    bool told = false;
    loop.Send(PostTo("http://" + std::string(name.data()) + ":1/"),
              [&told](const Result<HttpAnswer>& answer) {
                EXPECT_FALSE(answer);
                told = true;
              });
    while (!told) loop.Wait(std::chrono::minutes(10));
  }
}

// The receiver knows of posts only.
TEST(HttpLoopTest, EachRequestHasItsOwnMethodWhateverWentBefore) {
  WebhookReceiver receiver;
  HttpLoop loop(OfThisMachine());
  for (const char* method : {"POST", "OPTIONS", "POST", "GET", "POST"}) {
    HttpRequest request = PostTo(receiver.Url(), method == std::string("POST") ? "body" : "");
    request.method = method;
    bool told = false;
    loop.Send(std::move(request), [&told](const Result<HttpAnswer>& answer) {
      EXPECT_TRUE(answer);
      told = true;
    });
    while (!told) loop.Wait(std::chrono::minutes(10));
  }
  ASSERT_EQ(receiver.Posted().size(), 3u);
  for (const auto& request : receiver.Posted()) EXPECT_EQ(request.body, "body");
}

}  // namespace
}  // namespace sinergi
