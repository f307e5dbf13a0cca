#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinergi::bench {

struct Record {
  std::string key;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string value;
  std::int64_t sent_ms = 0;  // when its producer was handed it

  // Empty when there is none.
  const std::string& Header(const std::string& name) const;
};

// librdkafka and nothing else, with the settings that the product's producer has. What fails ends
// the program. One thread at a time.
class PlainProducer {
 public:
  // `settings` come on top of them: name, value.
  PlainProducer(const std::string& brokers, std::string topic,
                const std::vector<std::pair<std::string, std::string>>& settings = {});
  ~PlainProducer();

  // Hands the record over, waiting while the queue is full.
  void Produce(const Record& record);

  // Serves what has been answered.
  void Poll();

  // Waits until every record is acknowledged.
  void Flush();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Reads every partition of a topic, without a group.
class PlainConsumer {
 public:
  enum class From { kBeginning, kEnd };

  PlainConsumer(const std::string& brokers, const std::string& topic, From from);
  ~PlainConsumer();

  // Reads on and gives each record to `take` until that says false; ends the program when no record
  // comes for so long.
  void Read(std::chrono::seconds patience, const std::function<bool(Record&&)>& take);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Makes a topic of twelve partitions, unless it is there.
void MakeTopic(const std::string& brokers, const std::string& topic);

}  // namespace sinergi::bench
