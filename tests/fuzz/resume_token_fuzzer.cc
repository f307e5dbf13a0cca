#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "services/notifications/domain/resume_point.h"

// Whatever is read as a resume point is written as it was.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto point = sinergi::notifications::ResumePoint::Parse(text);
  if (point && point->Format() != text) std::abort();
  return 0;
}
