#include "common/events/kafka/kafka_consumer.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "common/result/reasons.h"
#include "common/time/backoff.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPoll{100};  // also how long a stop may go unseen
constexpr milliseconds kLagEvery{5000};

Status Call(const EventHandler& handler, std::span<const Event> events) {
  try {
    return handler(events);
  } catch (const std::exception& thrown) {
    return Error::Of(reasons::kInternal).Because(thrown.what());
  } catch (...) {
    return Error::Of(reasons::kInternal).Because("the handler threw something unknown");
  }
}

}  // namespace

KafkaConsumer::KafkaConsumer(KafkaConnection connection, GroupOptions group,
                             KafkaConsumerOptions options)
    : connection_(std::move(connection)),
      group_(std::move(group)),
      options_(options),
      dead_letters_(connection_, options.patience) {}

void KafkaConsumer::Run(std::stop_token stop, const EventHandler& handler) {
  Backoff backoff(options_.first_backoff, options_.longest_backoff);
  while (!stop.stop_requested()) {
    const Deadline good_after = Deadline::In(options_.longest_backoff);
    auto member = GroupMember::Join(connection_, group_, [this](const PartitionName& partition) {
      batch_.Forget(partition);
      if (const auto lag = lags_.find(partition); lag != lags_.end()) lag->second->Set(0);
    });
    if (member) {
      Serve(stop, handler, **member);
      if (good_after.Passed()) backoff.Reset();
    } else {
      LogFailure("Joining a consumer group failed; trying again", member.error());
    }
    batch_.Clear();
    if (stop.stop_requested()) return;
    WakeUp nobody_rings;
    nobody_rings.WaitFor(stop, backoff.Next());
  }
}

void KafkaConsumer::Serve(const std::stop_token& stop, const EventHandler& handler,
                          GroupMember& member) {
  Backoff backoff(options_.first_backoff, options_.longest_backoff);
  while (!stop.stop_requested() && !member.lost()) {
    Fill(member);
    ShowLag(member);
    if (batch_.empty()) continue;
    if (auto done = Finish(handler); !done) {
      LogFailure("Handling events failed; they come again", done.error());
      Wait(stop, member, backoff.Next());
      continue;
    }
    member.Store(batch_.Ends());
    batch_.Clear();
    backoff.Reset();
  }
}

// Nothing more is read while a batch is being tried again, so that it stays the same.
void KafkaConsumer::Fill(GroupMember& member) {
  if (!batch_.empty()) return;
  for (milliseconds time = kPoll;
       batch_.size() < options_.batch && batch_.bytes() < options_.batch_bytes;
       time = milliseconds(0)) {
    MessageHandle message = member.Poll(time);
    if (!message) return;
    Take(std::move(message));
  }
}

Status KafkaConsumer::Finish(const EventHandler& handler) {
  if (!handled_ && !batch_.events().empty()) {
    if (auto done = Call(handler, batch_.events()); !done) return done.error();
  }
  handled_ = true;
  std::vector<UnreadableRecord>& unreadable = batch_.unreadable();
  while (!unreadable.empty()) {
    if (auto done = SetAsideUnreadable(unreadable.front()); !done) return done.error();
    unreadable.erase(unreadable.begin());
  }
  return Status::Ok();
}

Status KafkaConsumer::SetAside(const Event& event, const std::string& reason,
                               std::int64_t attempts) {
  return dead_letters_.Publish(event, {group_.group, reason, attempts});
}

Status KafkaConsumer::SetAsideUnreadable(const UnreadableRecord& record) {
  auto done = dead_letters_.Publish(record.View(), {group_.group, record.problem, 1});
  if (!done) return done.error();
  if (options_.metrics != nullptr) {
    options_.metrics
        ->CounterOf("sinergi_consumer_unreadable_total", "Records set aside that were no events",
                    {{"consumer", group_.group}})
        .Add();
  }
  return Status::Ok();
}

void KafkaConsumer::Wait(const std::stop_token& stop, GroupMember& member, milliseconds time) {
  const Deadline end = Deadline::In(time);
  member.Pause();
  while (!stop.stop_requested() && !member.lost() && !end.Passed() && !batch_.empty()) {
    MessageHandle message = member.Poll(std::min(end.Left(), kPoll));
    if (message) Take(std::move(message));
    ShowLag(member);
  }
  member.Resume();
}

void KafkaConsumer::Take(MessageHandle message) {
  handled_ = false;
  batch_.Add(std::move(message));
}

void KafkaConsumer::LogFailure(std::string_view what, const Error& error) const {
  std::vector<LogField> fields{{"consumer", group_.group},
                               {"reason", std::string(error.reason().name)},
                               {"cause", error.cause()},
                               {"events", static_cast<std::int64_t>(batch_.events().size())}};
  if (!batch_.events().empty()) {
    fields.push_back({"first_event_id", batch_.events().front().id.ToString()});
    fields.push_back({"first_event_type", batch_.events().front().type});
  }
  Log(LogLevel::kWarning, what, fields);
}

void KafkaConsumer::ShowLag(const GroupMember& member) {
  if (options_.metrics == nullptr || !lag_due_.Passed()) return;
  lag_due_ = Deadline::In(kLagEvery);
  for (const PartitionName& partition : member.partitions()) {
    Gauge*& gauge = lags_[partition];
    if (gauge == nullptr) {
      gauge = &options_.metrics->GaugeOf("sinergi_consumer_lag_events",
                                         "Records not handled yet, by partition",
                                         {{"consumer", group_.group},
                                          {"topic", partition.first},
                                          {"partition", std::to_string(partition.second)}});
    }
    gauge->Set(static_cast<double>(member.RecordsBehind(partition, batch_.FirstOf(partition))));
  }
}

}  // namespace sinergi
