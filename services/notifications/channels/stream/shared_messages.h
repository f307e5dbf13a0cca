#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "common/rpc/rpc_service.h"
#include "services/notifications/application/event_stream.h"

namespace sinergi::notifications {

// What the open streams of one subscription and epoch say alike: each message is made once, however
// many of them give it. Any thread.
class SharedMessages {
 public:
  using Make = std::function<std::string(const Delivery&)>;

  // Appends a message for each delivery. `make` is called for those that nobody has made yet, or of
  // whose events something was withheld since. Long ones each stream makes for itself.
  void Append(const std::vector<Delivery>& deliveries, const Make& make,
              std::vector<StreamMessage>& messages);

 private:
  struct Kept {
    std::int64_t number = 0;
    std::shared_ptr<const JournalEntry> entry;
    StreamMessage message;
  };

  std::mutex mutex_;
  std::array<Kept, 128> latest_;  // by number, modulo their count; guarded by mutex_
};

}  // namespace sinergi::notifications
