#include "common/outbox/outbox_pruner.h"

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "common/outbox/outbox_log.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::minutes kPause{10};
constexpr std::int64_t kAtOnce = 500;

}  // namespace

OutboxPruner::OutboxPruner(Database& database, const Clock& clock, Options options)
    : database_(database), clock_(clock), options_(std::move(options)) {}

void OutboxPruner::Run(std::stop_token stop) const {
  WakeUp pause;
  while (!stop.stop_requested()) {
    const Instant now = clock_.Now();
    const auto pruned = PruneOutbox(database_, Deadline::In(kPatience), now - options_.events,
                                    now - options_.answers, kAtOnce);
    if (!pruned) {
      Log(LogLevel::kWarning, "pruning failed and will be tried again",
          {{"service", options_.service}, {"cause", pruned.error().cause()}});
    }
    if (!pruned || *pruned == 0) pause.WaitFor(stop, kPause);
  }
}

}  // namespace sinergi
