#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

namespace sinergi {

// What a background thread was asked for. Like a future of std::async, it waits for the end before
// it goes, so that a task may refer to what its asker has.
template <class Answer>
class Pending {
 public:
  Pending() = default;
  explicit Pending(std::future<Answer> answer) : answer_(std::move(answer)) {}
  Pending(Pending&&) noexcept = default;
  Pending& operator=(Pending&& other) noexcept {
    Wait();
    answer_ = std::move(other.answer_);
    return *this;
  }
  ~Pending() { Wait(); }

  // Whether something was asked for and not taken yet.
  bool valid() const { return answer_.valid(); }

  // Waits, and gives or throws what the task did. Once, when it is valid.
  Answer get() { return answer_.get(); }

 private:
  void Wait() {
    if (answer_.valid()) answer_.wait();
  }

  std::future<Answer> answer_;
};

// A thread that does something beside its owner, one thing after the other, without the price of a
// new thread for each. It ends with this object, after all that it was asked for.
class BackgroundThread {
 public:
  // `name` is how the system lists it, 15 characters at most.
  explicit BackgroundThread(std::string name);
  ~BackgroundThread();
  BackgroundThread(const BackgroundThread&) = delete;
  BackgroundThread& operator=(const BackgroundThread&) = delete;

  // Waits while one task waits already besides the one that is being done. Any thread may ask.
  template <class Task>
  Pending<std::invoke_result_t<Task>> Do(Task task) {
    using Answer = std::invoke_result_t<Task>;
    auto packaged = std::make_shared<std::packaged_task<Answer()>>(std::move(task));
    auto answer = packaged->get_future();
    Add([packaged] { (*packaged)(); });
    return Pending<Answer>(std::move(answer));
  }

 private:
  void Add(std::function<void()> task);
  void Run();

  const std::string name_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> next_;  // guarded by mutex_
  bool ends_ = false;           // guarded by mutex_
  std::jthread thread_;         // the last one: it begins when the others are there
};

}  // namespace sinergi
