#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/rpc_service.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::testing {

// What the streams of a test give, by name. A stream takes from its feed until it is empty and is
// woken by what is put there. Any thread.
class Feeds {
 public:
  // Messages numbered from `first` to `last`, each with so many bytes beside its number.
  void Put(const std::string& name, std::int64_t first, std::int64_t last, std::size_t bytes = 0) {
    Change(name, [&](Feed& feed) {
      for (std::int64_t number = first; number <= last; ++number) {
        notifications::v1::StreamEventsResponse message;
        message.mutable_heartbeat()->set_last_number(number);
        message.mutable_heartbeat()->set_resume_token(std::string(bytes, 'x'));
        feed.messages.push_back(message.SerializeAsString());
      }
    });
  }

  // The stream's source fails once it has given what it has.
  void Fail(const std::string& name, const Error& error) {
    Change(name, [&](Feed& feed) { feed.failure = error; });
  }

  Result<std::unique_ptr<StreamSource>> Open(const std::string& name, std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    feeds_[name].wake = std::move(wake);
    ++open_;
    return std::unique_ptr<StreamSource>(new Source(*this, name));
  }

  // How many sources there are at the moment.
  int open() const {
    const std::lock_guard lock(mutex_);
    return open_;
  }

  // How often the stream has asked for more.
  int asked(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = feeds_.find(name);
    return found == feeds_.end() ? 0 : found->second.asked;
  }

 private:
  struct Feed {
    std::deque<std::string> messages;
    Status failure;
    std::function<void()> wake;
    int asked = 0;
  };

  class Source final : public StreamSource {
   public:
    Source(Feeds& feeds, std::string name) : feeds_(feeds), name_(std::move(name)) {}
    ~Source() override {
      const std::lock_guard lock(feeds_.mutex_);
      --feeds_.open_;
    }
    Result<std::vector<StreamMessage>> Next() override { return feeds_.Take(name_); }

   private:
    Feeds& feeds_;
    const std::string name_;
  };

  void Change(const std::string& name, const std::function<void(Feed&)>& change) {
    std::function<void()> wake;
    {
      const std::lock_guard lock(mutex_);
      Feed& feed = feeds_[name];
      change(feed);
      wake = feed.wake;
    }
    if (wake) wake();
  }

  // Three at a time, so that a stream has to ask again.
  Result<std::vector<StreamMessage>> Take(const std::string& name) {
    const std::lock_guard lock(mutex_);
    Feed& feed = feeds_[name];
    ++feed.asked;
    std::vector<StreamMessage> batch;
    while (!feed.messages.empty() && batch.size() < 3) {
      batch.push_back(std::move(feed.messages.front()));
      feed.messages.pop_front();
    }
    if (batch.empty() && !feed.failure) return feed.failure.error();
    return batch;
  }

  mutable std::mutex mutex_;
  std::map<std::string, Feed> feeds_;  // guarded by mutex_
  int open_ = 0;                       // guarded by mutex_
};

}  // namespace sinergi::testing
