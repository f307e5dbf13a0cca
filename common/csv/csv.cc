#include "common/csv/csv.h"

#include <algorithm>

#include "common/csv/reasons.h"
#include "common/result/utf8.h"

namespace sinergi {
namespace {

Error Malformed(std::size_t line, std::string problem) {
  return Error::Of(reasons::kCsvMalformed,
                   {{"line", std::to_string(line)}, {"problem", std::move(problem)}});
}

// Walks over the text once, row by row.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  bool AtEnd() const { return at_ == text_.size(); }

  Result<CsvRow> ReadRow() {
    CsvRow row{line_, {}};
    for (;;) {
      std::string field;
      const Status read = Take('"') ? ReadQuoted(field) : ReadPlain(field);
      if (!read) return read.error();
      row.fields.push_back(std::move(field));
      if (AtEnd() || TakeLineEnd()) return row;
      if (!Take(',')) return Malformed(line_, "a carriage return stands without a line feed");
    }
  }

 private:
  bool Take(char wanted) {
    if (AtEnd() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  bool TakeLineEnd() {
    const std::string_view rest = text_.substr(at_);
    const std::size_t size = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
    at_ += size;
    line_ += size > 0 ? 1 : 0;
    return size > 0;
  }

  Status ReadPlain(std::string& field) {
    const std::size_t end = std::min(text_.find_first_of(",\"\r\n", at_), text_.size());
    field = text_.substr(at_, end - at_);
    at_ = end;
    if (!AtEnd() && text_[at_] == '"') {
      return Malformed(line_, "a quote stands inside a field that does not begin with one");
    }
    return Status::Ok();
  }

  // After the opening quote.
  Status ReadQuoted(std::string& field) {
    const std::size_t opened = line_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == text_.npos) return Malformed(opened, "a quoted field is not closed");
      const std::string_view part = text_.substr(at_, quote - at_);
      line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
      field += part;
      at_ = quote + 1;
      if (!Take('"')) break;
      field += '"';
    }
    if (AtEnd() || std::string_view(",\r\n").find(text_[at_]) != text_.npos) return Status::Ok();
    return Malformed(line_, "text follows a closing quote");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

// A line feed is never part of another character, so that a mistake can be looked for by line.
Status CheckUtf8(std::string_view text) {
  if (IsUtf8(text)) return Status::Ok();
  std::size_t line = 1;
  for (std::size_t end = text.find('\n'); end != text.npos && IsUtf8(text.substr(0, end));
       end = text.find('\n')) {
    text.remove_prefix(end + 1);
    ++line;
  }
  return Malformed(line, "the text is not valid UTF-8");
}

std::string Joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ",") + column;
  return text;
}

Status CheckColumns(CsvReader& reader, const std::vector<std::string>& columns) {
  Result<CsvRow> header = reader.ReadRow();
  if (!header) return header.error();
  if (header->fields == columns) return Status::Ok();
  return Malformed(1, "the first row must be exactly " + Joined(columns));
}

Status CheckWidth(const CsvRow& row, std::size_t width) {
  if (row.fields.size() == width) return Status::Ok();
  return Malformed(row.line, "the row has " + std::to_string(row.fields.size()) + " fields where " +
                                 std::to_string(width) + " belong");
}

}  // namespace

Result<std::vector<CsvRow>> ParseCsv(std::string_view text,
                                     const std::vector<std::string>& columns) {
  if (auto valid = CheckUtf8(text); !valid) return valid.error();
  CsvReader reader(text);
  if (auto named = CheckColumns(reader, columns); !named) return named.error();
  std::vector<CsvRow> rows;
  while (!reader.AtEnd()) {
    Result<CsvRow> row = reader.ReadRow();
    if (!row) return row.error();
    if (auto wide = CheckWidth(*row, columns.size()); !wide) return wide.error();
    rows.push_back(*std::move(row));
  }
  return rows;
}

}  // namespace sinergi
