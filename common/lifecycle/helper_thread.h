#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

namespace sinergi {

// What a helper was asked for. Like a future of std::async, it waits for the end before it goes, so
// that a task may refer to what its asker has.
template <class Answer>
class Help {
 public:
  Help() = default;
  explicit Help(std::future<Answer> answer) : answer_(std::move(answer)) {}
  Help(Help&&) noexcept = default;
  Help& operator=(Help&& other) noexcept {
    Wait();
    answer_ = std::move(other.answer_);
    return *this;
  }
  ~Help() { Wait(); }

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
class HelperThread {
 public:
  // `name` is how the system lists it, 15 characters at most.
  explicit HelperThread(std::string name);
  ~HelperThread();
  HelperThread(const HelperThread&) = delete;
  HelperThread& operator=(const HelperThread&) = delete;

  // Any thread may ask.
  template <class Task>
  Help<std::invoke_result_t<Task>> Do(Task task) {
    using Answer = std::invoke_result_t<Task>;
    auto packaged = std::make_shared<std::packaged_task<Answer()>>(std::move(task));
    auto answer = packaged->get_future();
    Add([packaged] { (*packaged)(); });
    return Help<Answer>(std::move(answer));
  }

 private:
  void Add(std::function<void()> task);
  void Run();

  const std::string name_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool ends_ = false;
  std::thread thread_;  // the last one: it begins when the others are there
};

}  // namespace sinergi
