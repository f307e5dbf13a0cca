#include "common/announcements/memory/memory_announcer.h"

#include <string>
#include <utility>

#include "common/announcements/listeners.h"

namespace sinergi {
namespace {

class MemoryListening final : public Listening {
 public:
  MemoryListening(std::shared_ptr<Listeners> listeners, std::string channel,
                  std::function<void()> wake)
      : listeners_(std::move(listeners)),
        channel_(std::move(channel)),
        listener_(listeners_->Add(channel_, std::move(wake))) {}

  ~MemoryListening() override { listeners_->Remove(channel_, listener_); }

 private:
  std::shared_ptr<Listeners> listeners_;  // outlives the announcer, if it must
  std::string channel_;
  Listeners::ListenerPtr listener_;
};

}  // namespace

MemoryAnnouncer::MemoryAnnouncer() : listeners_(std::make_shared<Listeners>()) {}
MemoryAnnouncer::~MemoryAnnouncer() { listeners_->Stop(); }

void MemoryAnnouncer::Announce(std::string_view channel) { listeners_->Announce(channel); }

std::unique_ptr<Listening> MemoryAnnouncer::Listen(std::string_view channel,
                                                   std::function<void()> wake) {
  return std::make_unique<MemoryListening>(listeners_, std::string(channel), std::move(wake));
}

}  // namespace sinergi
