#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Kafka as another program sees it: librdkafka itself, without anything of ours.
namespace sinergi::testing {

struct PlainRecord {
  std::string topic;
  std::int32_t partition = -1;  // to be written: -1 lets the key decide
  std::int64_t offset = 0;
  std::string key;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string value;

  // The value of a header; empty when there is none.
  std::string Header(const std::string& name) const;
};

// The first `count` records of a topic, all partitions; fewer when they do not come in `seconds`.
std::vector<PlainRecord> ReadRecords(const std::string& brokers, const std::string& topic,
                                     std::size_t count, int seconds = 30);

// "referrals/1#3" of each record: its subject and its revision.
std::vector<std::string> SubjectsAndRevisions(const std::vector<PlainRecord>& records);

// Whether it is durable.
bool WriteRecord(const std::string& brokers, const PlainRecord& record);

// Where a group would read on; none when it never stored a place.
std::optional<std::int64_t> CommittedOffset(const std::string& brokers, const std::string& group,
                                            const std::string& topic, std::int32_t partition);

// A member of a group, on a thread of its own, that counts how often its partitions changed.
class PlainMember {
 public:
  PlainMember(const std::string& brokers, const std::string& group, const std::string& instance,
              const std::string& topic);
  ~PlainMember();

  int changes() const;
  int partitions() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// librdkafka's own imitation of a cluster, one broker, for what a test cannot do to a real one.
class KafkaImitation {
 public:
  // One topic of one partition.
  explicit KafkaImitation(const std::string& topic);
  ~KafkaImitation();

  std::string Brokers() const;
  std::string Url() const { return "kafka://" + Brokers(); }

  void GoDown();  // ends all connections and refuses new ones
  void ComeUp();

  // The next records that are sent are refused for good, while others are already on their way.
  void RefuseNextRecords();

  // One request of records is refused as too large, and the one after it as invalid.
  void RefuseAsTooLargeAndThenTheNext();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi::testing
