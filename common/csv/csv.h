#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// A table in RFC 4180 form, read whole: quoted fields may hold commas, quotes and line breaks.
struct CsvRow {
  std::size_t line;  // where it begins, from 1
  std::vector<std::string> fields;
};

// Reads `text` whose first row must be exactly `columns`. INVALID_ARGUMENT CSV_MALFORMED with the
// line and what is wrong: an open quote, text after a closing quote, a row of another width.
Result<std::vector<CsvRow>> ParseCsv(std::string_view text,
                                     const std::vector<std::string>& columns);

}  // namespace sinergi
