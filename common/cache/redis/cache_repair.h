#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "common/cache/redis/undelivered.h"
#include "common/redis/redis_client.h"
#include "common/time/backoff.h"

namespace sinergi {

// Writes to Redis, remembers what it did not take, and says when its entries may be believed:
// never between a write that failed and the moment at which Redis has been told of it. The answers
// of one connection come in the order of the commands, so whoever asks *when an answer arrives*
// whether it counts, is told the truth.
class CacheRepair : public std::enable_shared_from_this<CacheRepair> {
 public:
  // What is stored: an entry, or a tombstone, which has no bytes.
  struct Write {
    char mark;
    std::int64_t version;
    std::chrono::milliseconds time_to_live;
    std::string_view bytes;
  };

  CacheRepair(RedisClient& client, const std::string& prefix, std::size_t most_undelivered);

  // Begins to follow the connection. Once, right after it is made.
  void Start();

  // Sends it, or remembers it while nothing may be sent. Any thread.
  void Store(std::string_view key, const Write& write);

  // Whether reading makes sense now; whether what was read may be believed. Any thread; the second
  // one when the answer arrives.
  bool MayAsk() const { return state_.load() != State::kDirty; }
  bool MayBelieve() const { return state_.load() == State::kClean; }

  // The generation that an answer named; none is made good by a new one.
  void NoteGeneration(std::string_view generation);
  void NoteNoGeneration();

  const std::string& generation_key() const { return generation_key_; }
  std::string NameOf(std::string_view key) const { return entry_prefix_ + std::string(key); }

 private:
  enum class State {
    kDirty,      // Redis must be told something and has not been: nothing is sent
    kRepairing,  // it has been sent; what is sent now comes after it
    kClean,
  };

  void Hear(RedisChange change);
  void Repair();
  void SendRepair(const Undelivered::Tombstones& tombstones, bool renew, std::uint64_t round);
  bool SendStore(std::string_view key, const Write& write, RedisDone& done);
  void SendOrFail(std::initializer_list<std::string_view> words, RedisDone done);
  void RoundStep(std::uint64_t round, bool ok);
  void Failed(std::string_view key, std::int64_t version, std::chrono::milliseconds time_to_live);
  void RememberLocked(std::string_view key, std::int64_t version,
                      std::chrono::milliseconds time_to_live);
  void DirtyLocked();
  void RenewAgain();

  RedisClient& client_;
  const std::string generation_key_;
  const std::string entry_prefix_;
  std::atomic<State> state_ = State::kDirty;  // written with mutex_ held
  std::atomic<std::uint64_t> generation_;     // the last one known
  std::string script_hash_;                   // constant once hash_known_
  std::atomic<bool> hash_known_ = false;

  std::mutex mutex_;
  bool renew_ = true;           // guarded by mutex_: all entries must become unreachable
  bool scheduled_ = false;      // guarded by mutex_: a repair will be tried
  std::uint64_t round_ = 0;     // guarded by mutex_: counts the repairs
  std::size_t steps_left_ = 0;  // guarded by mutex_: of this round
  Undelivered undelivered_;     // guarded by mutex_
  Backoff backoff_;             // guarded by mutex_
};

}  // namespace sinergi
