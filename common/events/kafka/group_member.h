#pragma once

#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/events/kafka/consumer_batch.h"
#include "common/events/kafka/kafka_connection.h"

namespace sinergi {

struct GroupOptions {
  std::string group;
  std::string instance;             // the member's name, kept over restarts
  std::vector<std::string> topics;  // each once
};

// One member of a consumer group. Used by one thread.
class GroupMember {
 public:
  // `revoked` is called, inside Poll, for each partition that is taken away.
  using Revoked = std::function<void(const PartitionName&)>;

  static Result<std::unique_ptr<GroupMember>> Join(const KafkaConnection& connection,
                                                   const GroupOptions& options, Revoked revoked);

  // Commits what is stored, unless that takes more than a few seconds, and stays a member in the
  // group's eyes until it comes back or its session is over.
  ~GroupMember();

  // The next record; nothing when none came in time. Must be called again and again: it also takes
  // part in what the group decides.
  MessageHandle Poll(std::chrono::milliseconds time);

  // Between the two, Poll gives no records and nothing is lost.
  void Pause();
  void Resume();

  // Says that all before these offsets is done. They are committed within a second, unless all
  // brokers go down before.
  void Store(const std::map<PartitionName, std::int64_t>& ends);

  // Whether it cannot go on: another process took its place in the group, or worse.
  bool lost() const { return lost_; }

  const std::set<PartitionName>& partitions() const { return partitions_; }

  // How many records are behind `place`, by default behind the last one that Poll gave; 0 when it
  // is not known yet.
  std::int64_t RecordsBehind(const PartitionName& partition,
                             std::optional<std::int64_t> place) const;

 private:
  GroupMember(GroupOptions options, Revoked revoked)
      : options_(std::move(options)), revoked_(std::move(revoked)) {}

  static void OnRebalance(rd_kafka_t* client, rd_kafka_resp_err_t what,
                          rd_kafka_topic_partition_list_t* partitions, void* self);
  static void OnError(rd_kafka_t* client, int code, const char* text, void* self);
  static void OnCommit(rd_kafka_t* client, rd_kafka_resp_err_t failed,
                       rd_kafka_topic_partition_list_t* offsets, void* self);

  void Assign(rd_kafka_t* client, rd_kafka_topic_partition_list_t* partitions);
  void Unassign(rd_kafka_t* client, rd_kafka_topic_partition_list_t* partitions);
  void CommitStored();
  void Drop(rd_kafka_topic_partition_list_t* partitions);
  void NoteFailure(rd_kafka_t* client, rd_kafka_resp_err_t code, const std::string& text);
  void ForgetStored();
  PartitionsHandle AllPartitions() const;

  const GroupOptions options_;
  const Revoked revoked_;
  std::set<PartitionName> partitions_;
  bool paused_ = false;
  bool lost_ = false;
  bool all_brokers_down_ = false;  // since the last record came
  ClientHandle client_;
};

}  // namespace sinergi
