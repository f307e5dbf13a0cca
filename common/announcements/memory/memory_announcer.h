#pragma once

#include <memory>

#include "common/announcements/announcer.h"

namespace sinergi {

class Listeners;

// Announcements within this process, delivered by one thread of its own.
class MemoryAnnouncer final : public Announcer {
 public:
  MemoryAnnouncer();
  ~MemoryAnnouncer() override;

  void Announce(std::string_view channel) override;
  std::unique_ptr<Listening> Listen(std::string_view channel, std::function<void()> wake) override;

 private:
  std::shared_ptr<Listeners> listeners_;
};

}  // namespace sinergi
