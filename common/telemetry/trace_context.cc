#include "common/telemetry/trace_context.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <span>

namespace sinergi {
namespace {

constexpr std::size_t kVersion00Size = 55;  // "00-" 32 "-" 16 "-" 2
constexpr std::uint8_t kSampled = 0x01;     // the only flag that level 1 defines

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// Fills `bytes` from as many pairs of digits.
bool ReadHex(std::string_view text, std::span<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = HexDigit(text[2 * i]);
    const int low = HexDigit(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

std::string WriteHex(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0f];
  }
  return text;
}

bool IsZero(std::span<const std::uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

void AskForRandom(std::span<std::uint8_t> bytes) {
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    if (got > 0) filled += static_cast<std::size_t>(got);
    if (got < 0 && errno != EINTR) std::abort();  // Linux since 3.17 has it
  }
}

// From the thread's own store: the system is asked once for many.
void FillRandom(std::span<std::uint8_t> bytes) {
  thread_local std::array<std::uint8_t, 1024> store;
  thread_local std::size_t used = store.size();
  do {
    if (store.size() - used < bytes.size()) {
      AskForRandom(store);
      used = 0;
    }
    std::copy_n(store.begin() + static_cast<std::ptrdiff_t>(used), bytes.size(), bytes.begin());
    used += bytes.size();
  } while (IsZero(bytes));
}

// Whether the text has the dashes and the length that its version allows.
bool HasShape(std::string_view text, std::uint8_t version) {
  if (text[2] != '-' || text[35] != '-' || text[52] != '-') return false;
  if (text.size() == kVersion00Size) return true;
  return version > 0 && text[kVersion00Size] == '-';
}

}  // namespace

TraceContext TraceContext::New() {
  TraceContext context;
  FillRandom(context.trace_);
  FillRandom(context.span_);
  context.flags_ = kSampled;
  return context;
}

std::optional<TraceContext> TraceContext::Parse(std::string_view traceparent) {
  if (traceparent.size() < kVersion00Size) return std::nullopt;
  std::array<std::uint8_t, 1> version{};
  std::array<std::uint8_t, 1> flags{};
  TraceContext context;
  if (!ReadHex(traceparent, version) || version[0] == 0xff) return std::nullopt;
  if (!HasShape(traceparent, version[0])) return std::nullopt;
  if (!ReadHex(traceparent.substr(3), context.trace_) || IsZero(context.trace_))
    return std::nullopt;
  if (!ReadHex(traceparent.substr(36), context.span_) || IsZero(context.span_)) return std::nullopt;
  if (!ReadHex(traceparent.substr(53), flags)) return std::nullopt;
  context.flags_ = flags[0] & kSampled;
  return context;
}

TraceContext TraceContext::Child() const {
  TraceContext child = *this;
  while (child.span_ == span_) FillRandom(child.span_);
  return child;
}

std::string TraceContext::ToString() const {
  const std::array<std::uint8_t, 1> flags{flags_};
  return "00-" + TraceId() + "-" + SpanId() + "-" + WriteHex(flags);
}

std::string TraceContext::TraceId() const { return WriteHex(trace_); }

std::string TraceContext::SpanId() const { return WriteHex(span_); }

}  // namespace sinergi
