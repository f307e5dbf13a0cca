#include "services/notifications/domain/event_filter.h"

namespace sinergi::notifications {
namespace {

FilterValue TextOrNothing(std::string_view text) {
  return text.empty() ? FilterValue() : FilterValue(std::string(text));
}

struct Attribute {
  FilterField field;
  FilterValue (*value)(const EventTraits&);
};

const std::vector<Attribute>& Attributes() {
  static const std::vector<Attribute> attributes{
      {{"type", FilterType::kText}, [](const EventTraits& e) { return TextOrNothing(e.type); }},
      {{"source", FilterType::kText}, [](const EventTraits& e) { return TextOrNothing(e.source); }},
      {{"subject", FilterType::kText},
       [](const EventTraits& e) { return TextOrNothing(e.subject); }},
      {{"area_code", FilterType::kCode},
       [](const EventTraits& e) {
         return e.region ? FilterValue(e.region->ToString()) : FilterValue();
       }},
      {{"revision", FilterType::kNumber},
       [](const EventTraits& e) { return FilterValue(e.revision); }},
      {{"time", FilterType::kTime},
       [](const EventTraits& e) { return FilterValue(ToMicroseconds(e.time)); }}};
  return attributes;
}

const std::vector<FilterField>& Fields() {
  static const std::vector<FilterField> fields = [] {
    std::vector<FilterField> all;
    for (const Attribute& attribute : Attributes()) all.push_back(attribute.field);
    return all;
  }();
  return fields;
}

}  // namespace

Result<EventFilter> EventFilter::Parse(std::string_view text) {
  auto parsed = Filter::Parse(text, Fields());
  if (!parsed) return parsed.error();
  EventFilter filter;
  if (parsed->comparisons() > 0) filter.text_ = parsed->ToString(Fields());
  filter.filter_ = *std::move(parsed);
  return filter;
}

bool EventFilter::Passes(const EventTraits& event) const {
  return text_.empty() ||
         filter_.Passes([&event](std::size_t field) { return Attributes()[field].value(event); });
}

}  // namespace sinergi::notifications
