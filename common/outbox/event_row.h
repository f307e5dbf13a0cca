#pragma once

#include "common/database/value.h"
#include "common/events/event.h"

namespace sinergi {

// An event's attributes as columns, in this order: event_id, topic, source, type, subject,
// revision, occurred_at, region, offices, dataschema, traceparent, payload.
inline constexpr std::size_t kEventColumns = 12;

Values EventValues(const Event& event);

// Takes those columns, which begin at `first`, out of the row: it keeps its numbers alone.
Event EventFromRow(Row& row, std::size_t first);

// The same without the last one, the payload.
Event EventAttributesFromRow(Row& row, std::size_t first);

// Office codes in one text, as the column holds them: "BNNK-CIAMIS,BNNP-JABAR".
std::string JoinOffices(const std::vector<std::string>& offices);
std::vector<std::string> SplitOffices(std::string_view text);

}  // namespace sinergi
