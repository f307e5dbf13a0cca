#include "common/events/embedded/embedded_consumer.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "common/logging/log.h"
#include "common/result/reasons.h"
#include "common/time/backoff.h"

namespace sinergi {
namespace {

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

EmbeddedConsumer::EmbeddedConsumer(Database& database, Bells& bells, std::string name,
                                   std::vector<std::string> topics, EmbeddedConsumerOptions options)
    : records_(database),
      bell_(bells.Hang()),
      name_(std::move(name)),
      topics_(std::move(topics)),
      options_(options) {
  std::sort(topics_.begin(), topics_.end());
  topics_.erase(std::unique(topics_.begin(), topics_.end()), topics_.end());
}

void EmbeddedConsumer::Run(std::stop_token stop, const EventHandler& handler) {
  Backoff backoff(options_.first_backoff, options_.longest_backoff);
  WakeUp pause;  // nobody rings it: new events do not shorten a backoff
  while (!stop.stop_requested()) {
    const auto handled = HandleNext(handler);
    if (!handled) {
      pause.WaitFor(stop, backoff.Next());
      continue;
    }
    backoff.Reset();
    if (*handled == 0) bell_->WaitFor(stop, options_.poll);
  }
}

Result<std::size_t> EmbeddedConsumer::HandleNext(const EventHandler& handler) {
  auto batch = records_.Next(name_, topics_, options_.batch);
  if (!batch) {
    LogFailure("Reading events failed; trying again", batch.error(), {});
    return batch.error();
  }
  if (batch->events.empty()) return std::size_t{0};
  if (auto done = Call(handler, batch->events); !done) {
    LogFailure("Handling events failed; they come again", done.error(), *batch);
    return done.error();
  }
  if (auto stored = records_.StorePlaces(name_, batch->reached); !stored) {
    LogFailure("Storing a consumer's place failed; its events come again", stored.error(), *batch);
    return stored.error();
  }
  return batch->events.size();
}

void EmbeddedConsumer::LogFailure(std::string_view what, const Error& error,
                                  const EventBatch& batch) const {
  std::vector<LogField> fields{{"consumer", name_},
                               {"reason", std::string(error.reason().name)},
                               {"cause", error.cause()},
                               {"events", static_cast<std::int64_t>(batch.events.size())}};
  if (!batch.events.empty()) {
    fields.push_back({"first_event_id", batch.events.front().id.ToString()});
    fields.push_back({"first_event_type", batch.events.front().type});
  }
  Log(LogLevel::kWarning, what, fields);
}

}  // namespace sinergi
