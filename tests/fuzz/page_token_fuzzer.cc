// PageTokens::Read must refuse whatever it did not make, and read what it made.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "common/rpc/page_tokens.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using sinergi::Call;
  static const sinergi::TokenSealer sealer(std::string(32, 'k'));
  static const sinergi::ManualClock clock(sinergi::FromMicroseconds(1'000'000));
  static const sinergi::PageTokens tokens(sealer, clock);
  static const Call call{"/method", {}, sinergi::Deadline::In(std::chrono::hours(1)), {}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto foreign = tokens.Read(call, "filter", text);
  if (foreign && !text.empty()) std::abort();
  const std::string_view place = text.substr(0, 2000);
  const auto own = tokens.Read(call, text, tokens.Make(call, text, place));
  if (!own || *own != place) std::abort();
  return 0;
}
