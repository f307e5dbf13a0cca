#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/events/event_consumer.h"
#include "common/events/event_limits.h"
#include "common/events/event_publisher.h"

namespace sinergi {

// Kafka's meaning in one SQLite file of one process: an append-only log per topic and one stored
// place per (consumer, topic). Publishing wakes the consumers of this process.
class EmbeddedEventLog {
 public:
  struct Options {
    std::filesystem::path file;
    std::size_t batch = 500;  // events per handler call, at most
    std::size_t max_event_bytes = kMaxEventBytes;
    std::chrono::milliseconds poll{500};  // when no wake-up came
    std::chrono::milliseconds first_backoff{50};
    std::chrono::milliseconds longest_backoff{5000};
  };

  // Opens or creates the file. FAILED_PRECONDITION with the path when it cannot be used.
  static Result<std::unique_ptr<EmbeddedEventLog>> Open(Options options);
  ~EmbeddedEventLog();

  // The log must outlive what it hands out. Two consumers of one name at the same time are an error
  // of the caller's.
  std::unique_ptr<EventPublisher> Publisher();
  std::unique_ptr<EventConsumer> Consumer(std::string name, std::vector<std::string> topics);

 private:
  class Impl;
  explicit EmbeddedEventLog(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
