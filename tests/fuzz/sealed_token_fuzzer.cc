#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/privacy/authenticator.h"

// No bytes from outside open as a token, and what was sealed opens as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sinergi::TokenSealer sealer(std::string(32, 'k'));
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (sealer.Open("page", text)) std::abort();
  if (size <= 3000 && sealer.Open("page", sealer.Seal("page", text)) != text) std::abort();
  return 0;
}
