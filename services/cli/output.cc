#include "services/cli/output.h"

#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "common/result/utf8.h"

namespace sinergi::cli {
namespace {

constexpr std::array<std::string_view, 7> kCodes{"",         "\033[1m",  "\033[2m", "\033[32m",
                                                 "\033[31m", "\033[33m", "\033[36m"};

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

// U+0080 to U+009F, which some terminals obey, are C2 80 to C2 9F.
bool IsHighControl(std::string_view text, std::size_t at) {
  return text[at] == '\xc2' && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xa0;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string printable;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool high = IsHighControl(text, i);
    printable += c < 0x20 || c == 0x7f || high ? ' ' : text[i];
    if (high) ++i;
  }
  return printable;
}

std::size_t Width(std::string_view text) { return CountCharacters(text); }

std::string Painter::operator()(std::string_view text, Style style) const {
  const std::string_view code = kCodes[static_cast<std::size_t>(style)];
  if (!colours_ || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\033[0m";
}

std::string Padded(std::string_view text, std::size_t width) {
  const std::string printable = Printable(text);
  const std::size_t has = Width(printable);
  return printable + std::string(has < width ? width - has : 0, ' ');
}

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}

void Table::Add(std::vector<Cell> row) {
  for (Cell& cell : row) cell.text = Printable(cell.text);
  rows_.push_back(std::move(row));
}

std::vector<std::size_t> Table::Widths() const {
  std::vector<std::size_t> widths;
  const auto widen = [&](std::size_t column, std::string_view text) {
    if (column >= widths.size()) widths.resize(column + 1, 0);
    widths[column] = std::max(widths[column], Width(text));
  };
  for (std::size_t i = 0; i < headings_.size(); ++i) widen(i, headings_[i]);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widen(i, row[i].text);
  }
  return widths;
}

std::string Table::Render(const Painter& painter, std::size_t indent) const {
  const std::vector<std::size_t> widths = Widths();
  std::string text;
  const auto add = [&](const std::vector<Cell>& row) {
    text += std::string(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += painter(row[i].text, row[i].style);
      if (i + 1 < row.size()) text += std::string(widths[i] - Width(row[i].text) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  };
  if (!headings_.empty()) {
    std::vector<Cell> row;
    for (const std::string& heading : headings_) row.push_back({heading, Style::kBold});
    add(row);
  }
  for (const auto& row : rows_) add(row);
  return text;
}

Output::Output(Language language, bool json, bool colours)
    : language_(language), json_(json), painter_(colours) {}

bool Output::WantsColours(std::FILE* stream) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return isatty(fileno(stream)) == 1 && !IsSet("NO_COLOR") && !dumb;
}

void Output::Show(const google::protobuf::Message& answer,
                  const std::function<std::string()>& for_people) const {
  Write(json_ ? ToJson(answer, true) : for_people());
}

void Output::Say(const Message& message, const Variables& variables) const {
  if (!json_) Write(Text(message, variables) + "\n");
}

std::string Output::Page(const Table& table, const std::string& next_page_token) const {
  std::string text = table.empty() ? Text(messages::kNone) + "\n" : table.Render(painter_);
  if (next_page_token.empty()) return text;
  return text + Text(messages::kMorePages, {{"token", next_page_token}}) + "\n";
}

void Output::Write(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string Output::Text(const Message& message, const Variables& variables) const {
  return Fill(message, language_, variables);
}

void Fields::Add(const Message& label, const std::string& value, Style style) {
  if (!value.empty()) table_.Add({{output_.Text(label), Style::kDim}, {value, style}});
}

std::string ToJson(const google::protobuf::Message& message, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = pretty;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) text = "{}";
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

}  // namespace sinergi::cli
