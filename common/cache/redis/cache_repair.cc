#include "common/cache/redis/cache_repair.h"

#include <algorithm>
#include <limits>
#include <random>
#include <utility>

#include "common/cache/redis/cache_record.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kFirstPause{10};
constexpr std::chrono::milliseconds kLongestPause{1'000};

std::uint64_t NewGeneration() {
  std::random_device random;
  return (std::uint64_t{random()} << 32) | random();
}

std::int64_t VersionBefore(std::int64_t version) {
  return version - (version == std::numeric_limits<std::int64_t>::min() ? 0 : 1);
}

// What must not be found again when the write did not arrive.
std::int64_t Outdated(const CacheRepair::Write& write) {
  return write.mark == kEntryMark ? VersionBefore(write.version) : write.version;
}

}  // namespace

CacheRepair::CacheRepair(RedisClient& client, const std::string& prefix,
                         std::size_t most_undelivered)
    : client_(client),
      generation_key_(prefix + "generation"),
      entry_prefix_(prefix + "entry:"),
      generation_(NewGeneration()),
      undelivered_(most_undelivered),
      backoff_(kFirstPause, kLongestPause) {}

void CacheRepair::Start() {
  client_.Watch([weak = weak_from_this()](RedisChange change) {
    if (const auto self = weak.lock()) self->Hear(change);
  });
}

void CacheRepair::Hear(RedisChange change) {
  if (change == RedisChange::kReady) return Repair();
  const std::lock_guard lock(mutex_);
  renew_ = true;  // another Redis, older data or a write of a process that is gone: nothing counts
  state_ = State::kDirty;
}

void CacheRepair::Store(std::string_view key, const Write& write) {
  const std::int64_t outdated = Outdated(write);
  {
    const std::lock_guard lock(mutex_);
    if (state_ == State::kDirty) return RememberLocked(key, outdated, write.time_to_live);
  }
  RedisDone done = [self = shared_from_this(), key = std::string(key), outdated,
                    time_to_live = write.time_to_live](RedisReply reply) {
    if (const auto generation = reply.Text()) return self->NoteGeneration(*generation);
    self->Failed(key, outdated, time_to_live);
    if (reply.IsNil()) self->NoteNoGeneration();
  };
  if (!SendStore(key, write, done)) Failed(key, outdated, write.time_to_live);
}

bool CacheRepair::SendStore(std::string_view key, const Write& write, RedisDone& done) {
  const bool known = hash_known_.load();
  return client_.Send(
      {known ? "EVALSHA" : "EVAL", known ? script_hash_ : kStoreScript, "2", generation_key_,
       NameOf(key), GenerationText(generation_), std::string_view(&write.mark, 1),
       VersionText(write.version), VersionText(VersionBefore(write.version)),
       std::to_string(write.time_to_live.count()), write.bytes},
      done);
}

// Tells Redis what it has not been told. On the I/O thread, like every change to kRepairing.
void CacheRepair::Repair() {
  Undelivered::Tombstones tombstones;
  bool renew = false;
  std::uint64_t round = 0;
  {
    const std::lock_guard lock(mutex_);
    scheduled_ = false;
    if (state_ != State::kDirty) return;
    tombstones = undelivered_.TakeAll();
    renew = std::exchange(renew_, false);
    round = ++round_;
    steps_left_ = 1 + (renew ? 1 : 0) + tombstones.size();
    if (renew) generation_ = NewGeneration();
    state_ = State::kRepairing;
  }
  SendRepair(tombstones, renew, round);
}

void CacheRepair::SendRepair(const Undelivered::Tombstones& tombstones, bool renew,
                             std::uint64_t round) {
  const auto self = shared_from_this();
  SendOrFail({"SCRIPT", "LOAD", kStoreScript}, [self, round](RedisReply reply) {
    const auto hash = reply.Text();
    if (hash && !self->hash_known_.load()) {
      self->script_hash_ = *hash;
      self->hash_known_ = true;
    }
    self->RoundStep(round, hash.has_value());
  });
  if (renew) {
    SendOrFail({"SET", generation_key_, GenerationText(generation_)},
               [self, round](RedisReply reply) {
                 if (!reply.Text()) self->RenewAgain();
                 self->RoundStep(round, reply.Text().has_value());
               });
  }
  for (const auto& [key, tombstone] : tombstones) {
    const Write write{kTombstoneMark, tombstone.version, tombstone.time_to_live, {}};
    RedisDone done = [self, round, key = key, tombstone = tombstone](RedisReply reply) {
      if (!reply.Text()) self->Failed(key, tombstone.version, tombstone.time_to_live);
      if (reply.IsNil()) self->RenewAgain();
      self->RoundStep(round, reply.Text().has_value());
    };
    if (!SendStore(key, write, done)) done(RedisReply());
  }
}

void CacheRepair::SendOrFail(std::initializer_list<std::string_view> words, RedisDone done) {
  if (!client_.Send(words, done)) done(RedisReply());
}

void CacheRepair::RoundStep(std::uint64_t round, bool ok) {
  const std::lock_guard lock(mutex_);
  if (!ok) return DirtyLocked();
  if (round != round_ || state_ != State::kRepairing || --steps_left_ > 0) return;
  state_ = State::kClean;
  backoff_.Reset();
}

void CacheRepair::Failed(std::string_view key, std::int64_t version,
                         std::chrono::milliseconds time_to_live) {
  const std::lock_guard lock(mutex_);
  RememberLocked(key, version, time_to_live);
  DirtyLocked();
}

void CacheRepair::RememberLocked(std::string_view key, std::int64_t version,
                                 std::chrono::milliseconds time_to_live) {
  if (!undelivered_.Remember(key, {version, time_to_live})) renew_ = true;
}

// Nothing is believed until a repair succeeded. It is tried again after a pause, for Redis may
// refuse (no memory, a replica) without being away.
void CacheRepair::DirtyLocked() {
  state_ = State::kDirty;
  if (std::exchange(scheduled_, true)) return;
  client_.Later(backoff_.Next(), [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->Repair();
  });
}

void CacheRepair::NoteGeneration(std::string_view generation) {
  const auto number = ParseGeneration(generation);
  if (number && MayBelieve()) generation_ = *number;
}

void CacheRepair::NoteNoGeneration() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::kRepairing) return;  // asked before it was renewed
  renew_ = true;
  DirtyLocked();
}

void CacheRepair::RenewAgain() {
  const std::lock_guard lock(mutex_);
  renew_ = true;
}

}  // namespace sinergi
