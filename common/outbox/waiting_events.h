#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/database/database.h"

namespace sinergi {

// The oldest events that wait for the relay, at most `limit`: rows of position, part and the
// event's columns (event_row.h), in the order of positions. `parts` has a bit for each part that
// may be published, `on_its_way` the positions that are being published now. A subject whose event
// was refused for good waits behind it.
Result<Rows> FindWaitingEvents(Database& database, const Terms& terms, std::int64_t parts,
                               const std::vector<std::int64_t>& on_its_way, std::int64_t limit);

// The first column of each row.
std::vector<std::int64_t> PositionsOf(const Rows& rows);

// "[1,2]", which statements of both databases read.
std::string JsonArray(const std::vector<std::int64_t>& numbers);

}  // namespace sinergi
