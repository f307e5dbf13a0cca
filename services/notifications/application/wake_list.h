#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace sinergi::notifications {

// Who wants to be woken. Any thread; may end before those who are in it.
class WakeList {
 public:
  // Is called as long as somebody keeps it, and perhaps once more from a call that was on its way.
  using Wake = std::shared_ptr<const std::function<void()>>;

  WakeList();

  // `wake` is quick and never blocks.
  Wake Add(std::function<void()> wake);

  void WakeAll();

 private:
  struct Members;
  std::shared_ptr<Members> members_;
};

}  // namespace sinergi::notifications
