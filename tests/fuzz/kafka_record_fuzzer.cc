#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/events/kafka/cloud_event_record.h"

namespace {

// Takes the text up to the next `end` off the front.
std::string_view Take(std::string_view& rest, char end) {
  const std::size_t size = std::min(rest.find(end), rest.size());
  const std::string_view taken = rest.substr(0, size);
  rest.remove_prefix(std::min(size + 1, rest.size()));
  return taken;
}

}  // namespace

// Lines "name=value" up to an empty one, then the value of the record. Whatever is an event is
// written as a record that is the same event again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  sinergi::RecordView record{"topic", {}, {}};
  while (!rest.empty()) {
    std::string_view line = Take(rest, '\n');
    if (line.empty()) break;
    const std::string_view name = Take(line, '=');
    record.headers.push_back({name, line});
  }
  record.value = rest;
  const auto event = sinergi::EventOf(record);
  if (!event) return 0;
  const sinergi::EventHeaders headers(*event);
  const auto again = sinergi::EventOf(
      {event->topic, {headers.all().begin(), headers.all().end()}, event->payload});
  if (!again || !(*again == *event)) std::abort();
  return 0;
}
