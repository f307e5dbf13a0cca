// Whatever parses as an area code prints back to the same text and packs to the same code.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/regions/region_code.h"

using sinergi::RegionCode;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto code = RegionCode::Parse(text);
  if (!code) return 0;
  if (code->ToString() != text) std::abort();
  if (!RegionCode::IsPacked(code->packed())) std::abort();
  if (RegionCode::FromPacked(code->packed()) != *code) std::abort();
  for (auto above = code->Parent(); above; above = above->Parent()) {
    if (!code->IsWithin(*above) || above->IsWithin(*code)) std::abort();
  }
  return 0;
}
