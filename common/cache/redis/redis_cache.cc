#include "common/cache/redis/redis_cache.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <utility>

#include "common/cache/redis/cache_record.h"
#include "common/cache/redis/cache_repair.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortestTimeToLive{1};
constexpr milliseconds kLongestTimeToLive = std::chrono::hours(24 * 365);

milliseconds Bounded(milliseconds time_to_live) {
  return std::clamp(time_to_live, kShortestTimeToLive, kLongestTimeToLive);
}

Counter& ReadsOf(Metrics& metrics, const char* result) {
  return metrics.CounterOf("sinergi_cache_reads_total",
                           "Reads of the shared cache: hit, miss, or failure of Redis.",
                           {{"result", result}});
}

// Where a thread waits for the answer.
class Answer {
 public:
  void Give(std::optional<CacheEntry> entry) {
    const std::lock_guard lock(mutex_);
    entry_ = std::move(entry);
    given_ = true;
    bell_.notify_one();  // with the lock: the waiter may not end this before
  }

  std::optional<CacheEntry> Await() {
    std::unique_lock lock(mutex_);
    bell_.wait(lock, [this] { return given_; });
    return std::move(entry_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  bool given_ = false;               // guarded by mutex_
  std::optional<CacheEntry> entry_;  // guarded by mutex_
};

}  // namespace

// Held by every answer that is still to come.
class RedisCache::Impl : public std::enable_shared_from_this<RedisCache::Impl> {
 public:
  Impl(RedisClient& client, const RedisCacheOptions& options, Metrics& metrics)
      : largest_entry(options.largest_entry),
        repair(std::make_shared<CacheRepair>(client, options.prefix, options.most_undelivered)),
        client_(client),
        hits_(ReadsOf(metrics, "hit")),
        misses_(ReadsOf(metrics, "miss")),
        failures_(ReadsOf(metrics, "failure")) {
    repair->Start();
  }
  ~Impl() { ended_.set_value(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::future<void> Ended() { return ended_.get_future(); }

  void Find(std::string_view key, Found done) {
    RedisDone heard = [self = shared_from_this(), done = std::move(done)](RedisReply reply) {
      done(self->Read(reply));
    };
    const bool sent = repair->MayAsk() &&
                      client_.Send({"MGET", repair->generation_key(), repair->NameOf(key)}, heard);
    if (!sent) heard(RedisReply());
  }

  // Commands are carried out in their order: what is answered came after all before it.
  void Ping(std::function<void()> done) {
    RedisDone heard = [self = shared_from_this(), done](RedisReply) { done(); };
    if (!client_.Send({"PING"}, heard)) done();
  }

  const std::size_t largest_entry;
  const std::shared_ptr<CacheRepair> repair;

 private:
  std::optional<CacheEntry> Read(RedisReply reply) {
    if (reply.size() != 2 || !repair->MayBelieve()) return Counted(failures_, std::nullopt);
    const auto generation = reply.At(0).Text();
    if (!generation || !ParseGeneration(*generation)) {
      repair->NoteNoGeneration();
      return Counted(misses_, std::nullopt);
    }
    repair->NoteGeneration(*generation);
    const auto record = reply.At(1).Text();
    auto entry = record ? EntryOf(*record, *generation) : std::nullopt;
    return Counted(entry ? hits_ : misses_, std::move(entry));
  }

  static std::optional<CacheEntry> Counted(Counter& counter, std::optional<CacheEntry> entry) {
    counter.Add();
    return entry;
  }

  RedisClient& client_;
  Counter& hits_;
  Counter& misses_;
  Counter& failures_;
  std::promise<void> ended_;
};

RedisCache::RedisCache(RedisClient& client, const RedisCacheOptions& options, Metrics& metrics)
    : impl_(std::make_shared<Impl>(client, options, metrics)) {}

RedisCache::~RedisCache() {
  const std::future<void> ended = impl_->Ended();
  impl_.reset();
  ended.wait();
}

std::optional<CacheEntry> RedisCache::Get(std::string_view key) {
  Answer answer;
  Find(key, [&answer](std::optional<CacheEntry> entry) { answer.Give(std::move(entry)); });
  return answer.Await();
}

void RedisCache::Settle() {
  Answer answer;
  impl_->Ping([&answer] { answer.Give(std::nullopt); });
  answer.Await();
}

void RedisCache::Find(std::string_view key, Found done) { impl_->Find(key, std::move(done)); }

void RedisCache::Put(std::string_view key, CacheEntry entry, milliseconds time_to_live) {
  if (entry.bytes.size() > impl_->largest_entry) return Forget(key, entry.version, time_to_live);
  impl_->repair->Store(key, {kEntryMark, entry.version, Bounded(time_to_live), entry.bytes});
}

void RedisCache::Forget(std::string_view key, std::int64_t version, milliseconds time_to_live) {
  impl_->repair->Store(key, {kTombstoneMark, version, Bounded(time_to_live), {}});
}

}  // namespace sinergi
