#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sinergi {

// W3C Trace Context, level 1: which trace a piece of work belongs to and which span caused it.
class TraceContext {
 public:
  // A new trace, sampled, with random ids.
  static TraceContext New();

  // Reads a `traceparent` header as the recommendation demands (version 00 and later ones, lower
  // case, no zero ids).
  static std::optional<TraceContext> Parse(std::string_view traceparent);

  // The same trace, a new span.
  TraceContext Child() const;

  std::string ToString() const;  // "00-<trace>-<span>-<flags>"
  std::string TraceId() const;   // 32 hexadecimal digits
  std::string SpanId() const;    // 16 hexadecimal digits

  bool operator==(const TraceContext&) const = default;

 private:
  std::array<std::uint8_t, 16> trace_{};
  std::array<std::uint8_t, 8> span_{};
  std::uint8_t flags_ = 0;
};

}  // namespace sinergi
