#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "common/privacy/authenticator.h"
#include "common/result/result.h"
#include "common/rpc/call.h"
#include "common/time/clock.h"

namespace sinergi {

// Page tokens (AIP-158): where a list goes on, readable by nobody else, bound to the caller, the
// method and the filter, and good for a time. Safe from any thread.
class PageTokens {
 public:
  PageTokens(const TokenSealer& sealer, const Clock& clock,
             std::chrono::milliseconds lifetime = std::chrono::hours(24));

  // `filter` is everything of the request that decides which rows the list has, in any fixed form.
  std::string Make(const Call& call, std::string_view filter, std::string_view place) const;

  // The place, empty for an empty token. INVALID_ARGUMENT of field page_token: PAGE_TOKEN_INVALID,
  // PAGE_TOKEN_EXPIRED.
  Result<std::string> Read(const Call& call, std::string_view filter, std::string_view token) const;

 private:
  std::string Binding(const Call& call, std::string_view filter) const;

  const TokenSealer& sealer_;
  const Clock& clock_;
  const std::chrono::milliseconds lifetime_;
};

// The page size to use: `asked`, at most `most`, and `usual` for 0. INVALID_ARGUMENT of field
// page_size below 0.
Result<std::int64_t> PageSize(std::int32_t asked, std::int64_t usual, std::int64_t most);

}  // namespace sinergi
