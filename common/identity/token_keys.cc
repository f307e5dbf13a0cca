#include "common/identity/token_keys.h"

#include <algorithm>
#include <utility>

#include "common/identity/key_set.h"
#include "common/logging/log.h"

namespace sinergi {

TokenKeys::TokenKeys(Source source, Options options, const Clock* clock)
    : source_(std::move(source)), options_(options), clock_(clock) {}

TokenKeys::~TokenKeys() = default;

Result<std::unique_ptr<TokenKeys>> TokenKeys::Fixed(std::string_view jwks) {
  auto keys = KeySet::Parse(jwks);
  if (!keys) return keys.error();
  std::unique_ptr<TokenKeys> fixed(new TokenKeys({}, {}, nullptr));
  fixed->Take(std::make_shared<const KeySet>(*std::move(keys)), std::string(jwks));
  return fixed;
}

Result<std::unique_ptr<TokenKeys>> TokenKeys::Open(Source source, Options options,
                                                   const Clock& clock) {
  std::unique_ptr<TokenKeys> keys(new TokenKeys(std::move(source), options, &clock));
  if (auto read = keys->Refresh(); !read) return read.error();
  return keys;
}

std::shared_ptr<const KeySet> TokenKeys::Current() const {
  const std::lock_guard lock(mutex_);
  return keys_;
}

bool TokenKeys::AskAgain(std::uint64_t missing_in) {
  if (!source_) return false;
  if (missing_in != edition_) return true;
  {
    const std::lock_guard lock(mutex_);
    if (asked_) return true;
    if (clock_->Now() < next_read_) return false;
    asked_ = true;
  }
  wake_up_.Ring();
  return true;
}

void TokenKeys::Run(std::stop_token stop) {
  auto pause = options_.refresh;
  while (source_) {
    wake_up_.WaitFor(stop, pause);
    if (stop.stop_requested()) return;
    const Status read = Refresh();
    pause = read ? options_.refresh : std::min(options_.pause, options_.refresh);
    if (read) continue;
    Log(LogLevel::kWarning, "the identity provider's keys could not be read",
        {{"why", read.error().Text(Language::kEnglish)}, {"cause", read.error().cause()}});
  }
}

Status TokenKeys::Refresh() {
  auto text = source_();
  auto keys = text ? KeySet::Parse(*text) : Result<KeySet>(text.error());
  const std::lock_guard lock(mutex_);
  const Instant now = clock_->Now();
  asked_ = false;
  next_read_ = now + std::min(options_.pause, options_.refresh);
  if (keys) {
    read_ = now;
    if (*text != text_) Take(std::make_shared<const KeySet>(*std::move(keys)), *std::move(text));
    return Status::Ok();
  }
  if (keys_ && now >= read_ + options_.keep) Take(std::make_shared<const KeySet>(), "");
  return keys.error();
}

void TokenKeys::Take(std::shared_ptr<const KeySet> keys, std::string text) {
  keys_ = std::move(keys);
  text_ = std::move(text);
  ++edition_;
}

}  // namespace sinergi
