#include "services/notifications/application/retention.h"

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "services/notifications/storage/retention_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kAtOnce = 500;
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::minutes kPause{1};

}  // namespace

void Retention::Run(std::stop_token stop) {
  WakeUp pause;
  while (!stop.stop_requested()) {
    const auto pruned = PruneOnce();
    if (!pruned) {
      Log(LogLevel::kWarning, "old deliveries could not be pruned",
          {{"cause", pruned.error().cause()}});
    }
    if (!pruned || *pruned == 0) pause.WaitFor(stop, kPause);
  }
}

Result<std::int64_t> Retention::PruneOnce() {
  std::int64_t count = 0;
  for (const KeptRow& row : kRetention) {
    std::int64_t gone = 0;
    const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
      const auto pruned = RetentionStore::Prune(tx, row.what, clock_.Now() - keep_, kAtOnce);
      if (!pruned) return pruned.error();
      gone = *pruned;
      return Status::Ok();
    });
    if (!done) return done.error();
    if (gone > 0) {
      Log(LogLevel::kInfo, "pruned",
          {{"what", std::string(row.name)}, {"count", std::to_string(gone)}});
    }
    count += gone;
  }
  return count;
}

}  // namespace sinergi::notifications
