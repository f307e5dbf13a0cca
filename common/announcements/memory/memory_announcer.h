#pragma once

#include <memory>

#include "common/announcements/announcer.h"

namespace sinergi {

// Announcements within this process, delivered by one thread of its own.
class MemoryAnnouncer final : public Announcer {
 public:
  MemoryAnnouncer();
  ~MemoryAnnouncer() override;

  void Announce(std::string_view channel) override;
  std::unique_ptr<Listening> Listen(std::string_view channel, std::function<void()> wake) override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace sinergi
