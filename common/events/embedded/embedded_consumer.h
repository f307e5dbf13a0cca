#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "common/events/embedded/bells.h"
#include "common/events/embedded/event_records.h"
#include "common/events/event_consumer.h"

namespace sinergi {

struct EmbeddedConsumerOptions {
  std::size_t batch;
  std::chrono::milliseconds poll;
  std::chrono::milliseconds first_backoff;
  std::chrono::milliseconds longest_backoff;
};

// Reads on after its stored places whenever its bell rings, else every poll.
class EmbeddedConsumer final : public EventConsumer {
 public:
  EmbeddedConsumer(Database& database, Bells& bells, std::string name,
                   std::vector<std::string> topics, EmbeddedConsumerOptions options);

  void Run(std::stop_token stop, const EventHandler& handler) override;

  // There is no such place: what has given it up keeps it.
  Status SetAside(const Event& /*event*/, const std::string& /*reason*/,
                  std::int64_t /*attempts*/) override {
    return Status::Ok();
  }

 private:
  // One batch: read, handled, place stored. Gives its size; logs what failed.
  Result<std::size_t> HandleNext(const EventHandler& handler);

  void LogFailure(std::string_view what, const Error& error, const EventBatch& batch) const;

  EventRecords records_;
  std::shared_ptr<WakeUp> bell_;
  std::string name_;
  std::vector<std::string> topics_;  // each once
  EmbeddedConsumerOptions options_;
};

}  // namespace sinergi
