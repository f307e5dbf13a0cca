#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/telemetry/trace_context.h"

// Whatever is accepted keeps its ids and can be read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto context = sinergi::TraceContext::Parse(text);
  if (!context) return 0;
  const std::string written = context->ToString();
  if (written.size() != 55 || written.substr(3, 49) != text.substr(3, 49)) std::abort();
  if (sinergi::TraceContext::Parse(written) != context) std::abort();
  if (context->Child().TraceId() != context->TraceId()) std::abort();
  return 0;
}
