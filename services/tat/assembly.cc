#include "services/tat/assembly.h"

#include "common/outbox/outbox.h"
#include "services/tat/api/permissions.h"
#include "services/tat/api/tat_api.h"
#include "services/tat/application/tat_clock.h"
#include "services/tat/storage/migrations.h"

namespace sinergi::tat {
namespace {

constexpr std::chrono::seconds kPatience{30};

}  // namespace

class Tat::Parts {
 public:
  Parts(Dependencies given, const std::string& epoch)
      : use(std::move(given)),
        outbox("referrals", epoch),
        changes(use.database, use.clock, use.committed),
        operations(use.database, changes, outbox, use.vault, use.policy, use.clock),
        page_tokens(use.token_sealer, use.clock, use.page_token_lifetime),
        api({operations, use.offices, use.roles, use.clock, page_tokens, use.hash_key}),
        timed_changes(changes, outbox, use.clock),
        clock(use.database, timed_changes, use.offices, use.clock, use.clock_poll) {}

  const Dependencies use;
  const Outbox outbox;
  Changes changes;
  TatOperations operations;
  const PageTokens page_tokens;
  TatApi api;
  const TatChanges timed_changes;
  TatClock clock;
};

Tat::Tat(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Tat::~Tat() = default;

Status Tat::Migrate(Database& database) { return database.Migrate("tat", TatMigrations()); }

Result<bool> Tat::HasRequests(Database& database) {
  return TatStore::HasAny(database, Deadline::In(kPatience));
}

Result<std::unique_ptr<Tat>> Tat::Make(Dependencies dependencies) {
  if (auto done = Migrate(dependencies.database); !done) return done.error();
  const auto epoch = LoadEpoch(dependencies.database, Deadline::In(kPatience));
  if (!epoch) return epoch.error();
  return std::unique_ptr<Tat>(new Tat(std::make_unique<Parts>(std::move(dependencies), *epoch)));
}

const RpcService& Tat::service() const { return parts_->api.service(); }
Result<std::int64_t> Tat::FireDue() { return parts_->clock.Fire(); }

std::vector<PermissionRow> Tat::Permissions() { return {kPermissions.begin(), kPermissions.end()}; }

void Tat::StartWorkers(Workers& workers) {
  workers.Start("tat-clock", [this](std::stop_token stop) { parts_->clock.Run(stop); });
}

}  // namespace sinergi::tat
