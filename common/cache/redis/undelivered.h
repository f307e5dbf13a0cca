#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sinergi {

// What Redis has not been told: for each key the newest version whose older entries must not be
// found again, and for how long. Bounded. Guarded by its owner.
class Undelivered {
 public:
  struct Tombstone {
    std::int64_t version;
    std::chrono::milliseconds time_to_live;
  };
  using Tombstones = std::map<std::string, Tombstone, std::less<>>;

  explicit Undelivered(std::size_t most) : most_(most) {}

  // False when there is no more room: then nothing is remembered any more, and the caller must
  // make all entries unreachable.
  [[nodiscard]] bool Remember(std::string_view key, const Tombstone& tombstone);

  Tombstones TakeAll();

 private:
  const std::size_t most_;
  Tombstones tombstones_;
};

}  // namespace sinergi
