#include "common/events/kafka/kafka_closing.h"

#include <chrono>
#include <future>
#include <string>
#include <thread>

#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kLongestClosing{5};

}  // namespace

void CloseKafkaClient(rd_kafka_t* client, int flags) {
  const std::string name = rd_kafka_name(client);
  std::packaged_task<void()> closing([client, flags] { rd_kafka_destroy_flags(client, flags); });
  const std::future<void> closed = closing.get_future();
  std::thread(std::move(closing)).detach();
  if (closed.wait_for(kLongestClosing) == std::future_status::ready) return;
  Log(LogLevel::kWarning, "A Kafka client does not end and is left to itself", {{"client", name}});
}

}  // namespace sinergi
