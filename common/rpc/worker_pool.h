#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/time/deadline.h"

namespace sinergi {

// A fixed number of threads and a bounded queue before them. Any thread may submit.
class WorkerPool {
 public:
  // `expired` tells a job that its deadline passed while it waited: it only has to say so.
  using Job = std::function<void(bool expired)>;

  WorkerPool(std::size_t threads, std::size_t queue);
  ~WorkerPool();

  // False when the queue is full or the pool has stopped; the job is then dropped.
  bool Submit(Deadline deadline, Job job);

  // Runs what is queued, then ends the threads. Safe to call twice.
  void Stop();

 private:
  struct Entry {
    Deadline deadline;
    Job job;
  };

  void Work();

  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Entry> queue_;  // guarded by mutex_
  bool stopped_ = false;     // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace sinergi
