#include "common/events/kafka/group_member.h"

#include <algorithm>

#include "common/events/kafka/reasons.h"
#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr int kLastCommitMs = 2000;

// Static membership: a member that comes back within the session keeps its partitions, and nobody
// looks at what it subscribes to now. So who reads other topics is another member.
std::string InstanceOf(const GroupOptions& options) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
  for (const std::string& topic : options.topics) {
    for (const char c : topic + ',') {
      hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    }
  }
  return options.instance + "-" + std::to_string(hash % 1'000'000'007U);
}

Result<ConfHandle> MemberConf(const KafkaConnection& connection, const GroupOptions& options) {
  return MakeConf(connection, {{"group.id", options.group},
                               {"group.instance.id", InstanceOf(options)},
                               {"enable.auto.offset.store", "false"},
                               {"enable.auto.commit", "true"},  // of what is stored
                               {"auto.commit.interval.ms", "1000"},
                               {"auto.offset.reset", "earliest"},
                               {"isolation.level", "read_committed"},
                               // Whole assignments only: a member that comes back in the middle of
                               // a cooperative one gets its half of it again, and nobody the rest.
                               {"partition.assignment.strategy", "roundrobin"},
                               {"session.timeout.ms", "6000"},
                               {"heartbeat.interval.ms", "2000"},
                               {"max.poll.interval.ms", "300000"},
                               {"topic.metadata.refresh.interval.ms", "10000"},
                               {"allow.auto.create.topics", "false"},
                               {"check.crcs", "true"},
                               {"fetch.wait.max.ms", "250"},
                               {"fetch.error.backoff.ms", "100"},
                               {"queued.min.messages", "10000"},
                               {"queued.max.messages.kbytes", "16384"}});
}

// What the client logs itself whenever it changes, and again and again reports here.
bool IsAboutConnections(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR__TRANSPORT || code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN ||
         code == RD_KAFKA_RESP_ERR__RESOLVE || code == RD_KAFKA_RESP_ERR__WAIT_COORD ||
         code == RD_KAFKA_RESP_ERR__TIMED_OUT;
}

void LogIfFailed(std::string_view what, rd_kafka_resp_err_t code) {
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
    Log(LogLevel::kError, what, {{"cause", rd_kafka_err2str(code)}});
  }
}

std::vector<PartitionName> NamesOf(const rd_kafka_topic_partition_list_t* list) {
  std::vector<PartitionName> names;
  names.reserve(static_cast<std::size_t>(list->cnt));
  for (int i = 0; i < list->cnt; ++i) {
    names.emplace_back(list->elems[i].topic, list->elems[i].partition);
  }
  return names;
}

}  // namespace

Result<std::unique_ptr<GroupMember>> GroupMember::Join(const KafkaConnection& connection,
                                                       const GroupOptions& options,
                                                       Revoked revoked) {
  auto conf = MemberConf(connection, options);
  if (!conf) return conf.error();
  std::unique_ptr<GroupMember> member(new GroupMember(options, std::move(revoked)));
  rd_kafka_conf_set_opaque(conf->get(), member.get());
  rd_kafka_conf_set_rebalance_cb(conf->get(), &GroupMember::OnRebalance);
  rd_kafka_conf_set_error_cb(conf->get(), &GroupMember::OnError);
  rd_kafka_conf_set_offset_commit_cb(conf->get(), &GroupMember::OnCommit);
  auto client = MakeClient(RD_KAFKA_CONSUMER, *std::move(conf));
  if (!client) return client.error();
  member->client_ = *std::move(client);
  rd_kafka_poll_set_consumer(member->client_.get());
  const PartitionsHandle topics(
      rd_kafka_topic_partition_list_new(static_cast<int>(options.topics.size())));
  for (const std::string& topic : options.topics) {
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  if (const auto failed = rd_kafka_subscribe(member->client_.get(), topics.get());
      failed != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return Error::Of(reasons::kKafkaSettingRefused,
                     {{"setting", "topics"}, {"problem", rd_kafka_err2str(failed)}});
  }
  return member;
}

// Closing a member the usual way waits for its last commit for as long as no broker answers, which
// may be for ever. A static member does not take leave, so nothing else is missed.
GroupMember::~GroupMember() {
  if (!client_) return;
  if (!lost_) CommitStored();
  CloseKafkaClient(client_.release(), RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

void GroupMember::CommitStored() {
  const QueueHandle answers(rd_kafka_queue_new(client_.get()));
  rd_kafka_commit_queue(client_.get(), nullptr, answers.get(), nullptr, nullptr);
  const EventHandle answer(rd_kafka_queue_poll(answers.get(), kLastCommitMs));
  const auto failed = answer ? rd_kafka_event_error(answer.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR || failed == RD_KAFKA_RESP_ERR__NO_OFFSET) return;
  Log(LogLevel::kWarning, "A consumer's last places were not committed; its events come again",
      {{"consumer", options_.group}, {"cause", rd_kafka_err2str(failed)}});
}

MessageHandle GroupMember::Poll(std::chrono::milliseconds time) {
  if (all_brokers_down_) ForgetStored();
  MessageHandle message(
      rd_kafka_consumer_poll(client_.get(), static_cast<int>(std::max<long>(time.count(), 0))));
  if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) all_brokers_down_ = false;
  if (!message || message->err == RD_KAFKA_RESP_ERR_NO_ERROR) return message;
  NoteFailure(client_.get(), message->err, rd_kafka_message_errstr(message.get()));
  return nullptr;
}

// The client forgets what it fetched ahead and, at Resume, fetches on behind the last record that
// Poll gave.
void GroupMember::Pause() {
  if (paused_) return;
  paused_ = true;
  rd_kafka_pause_partitions(client_.get(), AllPartitions().get());
}

void GroupMember::Resume() {
  if (!paused_) return;
  paused_ = false;
  rd_kafka_resume_partitions(client_.get(), AllPartitions().get());
}

void GroupMember::Store(const std::map<PartitionName, std::int64_t>& ends) {
  if (ends.empty()) return;
  const PartitionsHandle offsets(rd_kafka_topic_partition_list_new(static_cast<int>(ends.size())));
  for (const auto& [partition, end] : ends) {
    rd_kafka_topic_partition_list_add(offsets.get(), partition.first.c_str(), partition.second)
        ->offset = end;
  }
  const auto failed = rd_kafka_offsets_store(client_.get(), offsets.get());
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) return;
  Log(LogLevel::kWarning, "Storing a consumer's place failed; its events may come again",
      {{"consumer", options_.group}, {"cause", rd_kafka_err2str(failed)}});
}

// Whoever comes back may be a cluster that lost everything and was made anew. A place of the old
// one that is committed there would skip what stands before it; one that is forgotten costs
// repeats.
void GroupMember::ForgetStored() {
  const PartitionsHandle all = AllPartitions();
  for (int i = 0; i < all->cnt; ++i) all->elems[i].offset = RD_KAFKA_OFFSET_INVALID;
  if (all->cnt > 0) rd_kafka_offsets_store(client_.get(), all.get());
}

std::int64_t GroupMember::RecordsBehind(const PartitionName& partition,
                                        std::optional<std::int64_t> place) const {
  std::int64_t low = 0;
  std::int64_t high = 0;
  if (rd_kafka_get_watermark_offsets(client_.get(), partition.first.c_str(), partition.second, &low,
                                     &high) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return 0;
  }
  if (!place) {
    const PartitionsHandle asked(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(asked.get(), partition.first.c_str(), partition.second);
    if (rd_kafka_position(client_.get(), asked.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) return 0;
    place = asked->elems[0].offset;
  }
  return *place < 0 || high < *place ? 0 : high - *place;
}

void GroupMember::OnRebalance(rd_kafka_t* client, rd_kafka_resp_err_t what,
                              rd_kafka_topic_partition_list_t* partitions, void* self) {
  auto* const member = static_cast<GroupMember*>(self);
  if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) return member->Assign(client, partitions);
  if (what == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) return member->Unassign(client, partitions);
  member->NoteFailure(client, what, "the group could not share its partitions");
  member->Drop(member->AllPartitions().get());
  rd_kafka_assign(client, nullptr);
}

void GroupMember::Assign(rd_kafka_t* client, rd_kafka_topic_partition_list_t* partitions) {
  LogIfFailed("Taking partitions failed", rd_kafka_assign(client, partitions));
  if (paused_) rd_kafka_pause_partitions(client, partitions);
  for (PartitionName& name : NamesOf(partitions)) partitions_.insert(std::move(name));
  Log(LogLevel::kInfo, "Consumer has more partitions",
      {{"consumer", options_.group},
       {"added", std::int64_t{partitions->cnt}},
       {"now", static_cast<std::int64_t>(partitions_.size())}});
}

// The client commits what is stored of these partitions before others get them.
void GroupMember::Unassign(rd_kafka_t* client, rd_kafka_topic_partition_list_t* partitions) {
  Drop(partitions);
  if (paused_) rd_kafka_resume_partitions(client, partitions);  // else paused when they come back
  LogIfFailed("Giving partitions back failed", rd_kafka_assign(client, nullptr));
  Log(LogLevel::kInfo, "Consumer has fewer partitions",
      {{"consumer", options_.group},
       {"removed", std::int64_t{partitions->cnt}},
       {"now", static_cast<std::int64_t>(partitions_.size())}});
}

void GroupMember::Drop(rd_kafka_topic_partition_list_t* partitions) {
  for (const PartitionName& name : NamesOf(partitions)) {
    partitions_.erase(name);
    revoked_(name);
  }
}

void GroupMember::OnError(rd_kafka_t* client, int code, const char* text, void* self) {
  static_cast<GroupMember*>(self)->NoteFailure(client, static_cast<rd_kafka_resp_err_t>(code),
                                               text);
}

void GroupMember::NoteFailure(rd_kafka_t* client, rd_kafka_resp_err_t code,
                              const std::string& text) {
  const auto fatal = rd_kafka_fatal_error(client, nullptr, 0);
  if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR) lost_ = true;
  if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) all_brokers_down_ = true;
  Log(lost_                      ? LogLevel::kError
      : IsAboutConnections(code) ? LogLevel::kDebug
                                 : LogLevel::kWarning,
      "Consumer has trouble with Kafka",
      {{"consumer", options_.group},
       {"code", rd_kafka_err2name(fatal != RD_KAFKA_RESP_ERR_NO_ERROR ? fatal : code)},
       {"text", text}});
}

void GroupMember::OnCommit(rd_kafka_t* /*client*/, rd_kafka_resp_err_t failed,
                           rd_kafka_topic_partition_list_t* /*offsets*/, void* self) {
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR || failed == RD_KAFKA_RESP_ERR__NO_OFFSET) return;
  Log(IsAboutConnections(failed) ? LogLevel::kDebug : LogLevel::kWarning,
      "Committing a consumer's places failed; its events may come again",
      {{"consumer", static_cast<GroupMember*>(self)->options_.group},
       {"cause", rd_kafka_err2str(failed)}});
}

PartitionsHandle GroupMember::AllPartitions() const {
  PartitionsHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions_.size())));
  for (const auto& [topic, partition] : partitions_) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition);
  }
  return list;
}

}  // namespace sinergi
