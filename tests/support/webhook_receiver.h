#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sinergi::testing {

// An endpoint that webhooks are posted to: answers challenges, and whatever else as it is told. Any
// thread.
class WebhookReceiver {
 public:
  struct Request {
    std::string method;
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string Header(const std::string& name) const;
    // An attribute of the body's event, or a field of its data.
    std::string Attribute(const std::string& name) const;
    std::string Data(const std::string& name) const;
    bool IsChallenge() const;
  };
  struct Answer {
    int status = 204;
    std::map<std::string, std::string> headers = {};
    std::string body = {};
  };
  using Answering = std::function<Answer(const Request&)>;

  // Listens on a free port of 127.0.0.1; over TLS with the PEM file's certificate and key, and for
  // clients only whose certificates are of these authorities, where they are given.
  explicit WebhookReceiver(const std::string& certificate = {},
                           const std::string& client_authorities = {});
  ~WebhookReceiver();

  std::string Url(const std::string& path = "/hook") const;

  // How it answers from now on what is no challenge. May block.
  void Set(Answering answering);
  // How it answers a challenge; repeats it otherwise.
  void SetForChallenges(Answering answering);

  // What was posted and is no challenge, in the order of arrival.
  std::vector<Request> Posted() const;
  std::vector<Request> Challenges() const;
  ::testing::AssertionResult Await(std::size_t count) const;

 private:
  struct Server;
  Answer Take(const Request& request);

  mutable std::mutex mutex_;
  std::vector<Request> posted_;      // guarded by mutex_
  std::vector<Request> challenges_;  // guarded by mutex_
  Answering answering_;              // guarded by mutex_
  Answering on_challenge_;           // guarded by mutex_
  std::unique_ptr<Server> server_;
  std::string base_;
  std::jthread thread_;
};

}  // namespace sinergi::testing
