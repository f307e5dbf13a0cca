#include "common/process/process.h"
#include "common/process/program.h"
#include "common/process/seam_settings.h"
#include "common/reference/reference_api.h"
#include "services/notifications/assembly.h"

namespace sinergi::notifications {
namespace {

constexpr const char* kService = "notifications";

struct ServerSettings {
  ProcessSettings process;
  SeamSettings seams;
  Settings service;

  void AddTo(SettingsTable& table) {
    process.AddTo(table);
    seams.AddTo(table);
    service.AddTo(table);
  }
};

class NotificationsServer final : public Server {
 public:
  NotificationsServer(std::unique_ptr<Process> process, Seams seams)
      : process_(std::move(process)),
        seams_(std::move(seams)),
        consumer_(seams_.events->Consumer(kService, Notifications::Topics())),
        reference_({process_->regions(), process_->offices(), process_->clock(),
                    process_->page_tokens()}) {}

  ~NotificationsServer() override { process_->Stop(); }

  Status MakeService(const ServerSettings& settings) {
    auto made = Notifications::Make({*seams_.database, *consumer_, *seams_.cache, *seams_.announcer,
                                     process_->regions(), process_->offices(), process_->clock(),
                                     process_->metrics(), process_->sealer(), process_->token_key(),
                                     settings.service, settings.process.restored});
    if (!made) return made.error();
    service_ = *std::move(made);
    if (auto noted = process_->NoteConfiguration(*seams_.database); !noted) return noted;
    const auto rows = Notifications::Permissions();
    process_->Add(service_->service(), {rows.begin(), rows.end()}, service_->denials());
    process_->Add(reference_.service(), ReferenceApi::Permissions(), service_->denials());
    return Status::Ok();
  }

  Status Start() override {
    service_->StartWorkers(process_->workers());
    return process_->Start();
  }

  void Stop() override { process_->Stop(); }

 private:
  const std::unique_ptr<Process> process_;
  const Seams seams_;
  const std::unique_ptr<EventConsumer> consumer_;
  std::unique_ptr<Notifications> service_;
  const ReferenceApi reference_;
};

Result<std::unique_ptr<Server>> MakeServer(const ServerSettings& settings) {
  auto process = Process::Open(settings.process);
  if (!process) return process.error();
  auto seams = settings.seams.Open(kService, (*process)->clock(), (*process)->metrics());
  if (!seams) return seams.error();
  auto server = std::make_unique<NotificationsServer>(*std::move(process), *std::move(seams));
  if (auto done = server->MakeService(settings); !done) return done.error();
  return std::unique_ptr<Server>(std::move(server));
}

Status Migrate(const ServerSettings& settings) {
  auto database = settings.seams.OpenDatabase(kService);
  if (!database) return database.error();
  if (auto done = Notifications::Migrate(**database); !done) return done;
  return settings.seams.PrepareTopics(kService);
}

}  // namespace
}  // namespace sinergi::notifications

int main(int count, char** values) {
  using namespace sinergi::notifications;
  ServerSettings settings;
  sinergi::SettingsTable table;
  settings.AddTo(table);
  return sinergi::Run({"sinergi-notifications", "subscriptions and what is delivered to them.",
                       table, settings.process, [&] { return settings.seams.Check(); },
                       [&] { return MakeServer(settings); }, [&] { return Migrate(settings); }},
                      count, values);
}
