#pragma once

#include <string>
#include <string_view>

#include "common/filter/filter.h"
#include "services/notifications/domain/event_traits.h"

namespace sinergi::notifications {

// A small filter over an event's attributes, as AIP-160 writes it: type, source, subject,
// area_code, revision and time. Constant after construction.
class EventFilter {
 public:
  // The filter that everything passes.
  EventFilter() = default;

  // INVALID_ARGUMENT of field "filter", as Filter::Parse says.
  static Result<EventFilter> Parse(std::string_view text);

  bool Passes(const EventTraits& event) const;

  // In one form, however it was written; empty for the filter that everything passes.
  const std::string& text() const { return text_; }

  bool operator==(const EventFilter& other) const { return text_ == other.text_; }

 private:
  std::string text_;
  Filter filter_;
};

}  // namespace sinergi::notifications
