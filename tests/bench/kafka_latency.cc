// The least that an event's way through Kafka takes: librdkafka sends records like the product's at
// an even pace, at once and without lingering, and reads them in another thread.
#include <atomic>
#include <thread>

#include "tests/bench/arguments.h"
#include "tests/bench/durations.h"
#include "tests/bench/kafka_client.h"
#include "tests/bench/pace.h"

namespace sinergi::bench {
namespace {

using Clock = Durations::Clock;

// One that the product has published, to be sent again and again.
Record Template(const std::string& brokers, const std::string& topic) {
  Record found;
  PlainConsumer consumer(brokers, topic, PlainConsumer::From::kBeginning);
  consumer.Read(std::chrono::seconds(20), [&](Record&& record) {
    found = std::move(record);
    return !found.key.starts_with("referrals/");
  });
  return found;
}

// "referrals/" and the number, as long as a real key.
std::string KeyOf(std::int64_t number, std::size_t size) {
  const std::string digits = std::to_string(number);
  return "referrals/" + std::string(size - 10 - digits.size(), '0') + digits;
}

void Run(const Arguments& arguments) {
  const std::string brokers = arguments.Text("brokers");
  const std::int64_t rate = arguments.Number("per-second");
  const std::int64_t warm_up = rate * arguments.Number("warm-up-s");
  const std::int64_t count = warm_up + rate * arguments.Number("seconds");
  Record record = Template(brokers, arguments.Text("like"));
  const std::size_t key_size = record.key.size();
  MakeTopic(brokers, arguments.Text("topic"));
  PlainConsumer consumer(brokers, arguments.Text("topic"), PlainConsumer::From::kEnd);
  std::vector<std::atomic<Clock::rep>> sent(static_cast<std::size_t>(count));
  Durations durations;
  std::thread reader([&] {
    std::int64_t read = 0;
    consumer.Read(std::chrono::seconds(20), [&](Record&& arrived) {
      const Clock::time_point now = Clock::now();
      const std::int64_t number = std::stoll(arrived.key.substr(10));
      const Clock::time_point began{Clock::duration(sent[static_cast<std::size_t>(number)].load())};
      if (number >= warm_up) durations.Add(now - began);
      return ++read < count;
    });
  });
  PlainProducer producer(brokers, arguments.Text("topic"), {{"linger.ms", "0"}});
  Pace pace(static_cast<double>(rate));
  for (std::int64_t n = 0; n < count; ++n) {
    pace.WaitFor(n);
    record.key = KeyOf(n, key_size);
    sent[static_cast<std::size_t>(n)] = Clock::now().time_since_epoch().count();
    producer.Produce(record);
    producer.Poll();
  }
  producer.Flush();
  reader.join();
  Print("payload_bytes", static_cast<double>(record.value.size()));
  durations.Print("");
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
