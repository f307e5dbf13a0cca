#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

#include "common/lifecycle/wake_up.h"
#include "common/result/result.h"
#include "common/time/clock.h"

namespace sinergi {

class KeySet;

// The identity provider's public keys as they are now: read at the start, again after a time, and
// at once when a token names a key that is not among them. While the provider cannot be reached
// the keys stay, for a time. Safe from any thread.
class TokenKeys {
 public:
  // Reads the text of a JWK Set from where it is kept. May take seconds; one call at a time.
  using Source = std::function<Result<std::string>()>;

  struct Options {
    std::chrono::milliseconds refresh{300'000};  // from one read to the next
    std::chrono::milliseconds pause{10'000};     // between reads, whoever asks; never above refresh
    std::chrono::milliseconds keep{86'400'000};  // keys that were read before are not trusted
  };

  // Keys that never change. TOKEN_KEYS_INVALID.
  static Result<std::unique_ptr<TokenKeys>> Fixed(std::string_view jwks);

  // Reads them once: the source's error, or TOKEN_KEYS_INVALID. `clock` outlives the keys.
  static Result<std::unique_ptr<TokenKeys>> Open(Source source, Options options,
                                                 const Clock& clock);
  ~TokenKeys();

  std::shared_ptr<const KeySet> Current() const;

  // Grows when the keys change: what was verified before must be verified again.
  std::uint64_t Edition() const { return edition_; }

  // Asks for the keys to be read, as the edition `missing_in` lacks one. Whether that may help: a
  // read was asked for or newer keys are there already, and not that the last one was too recent.
  bool AskAgain(std::uint64_t missing_in);

  // Reads them when it is time until `stop` is requested.
  void Run(std::stop_token stop);

  // One read, as Run makes it. A failure leaves the keys as they are, or none when they are old.
  Status Refresh();

 private:
  TokenKeys(Source source, Options options, const Clock* clock);
  void Take(std::shared_ptr<const KeySet> keys, std::string text);

  const Source source_;  // empty: they never change
  const Options options_;
  const Clock* const clock_;
  WakeUp wake_up_;
  std::atomic<std::uint64_t> edition_ = 0;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeySet> keys_;  // guarded by mutex_, never null after Open
  std::string text_;                    // guarded by mutex_: what keys_ were read from
  bool asked_ = false;                  // guarded by mutex_
  Instant read_;                        // guarded by mutex_: when keys_ were last confirmed
  Instant next_read_;                   // guarded by mutex_: not before it
};

}  // namespace sinergi
