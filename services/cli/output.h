#pragma once

#include <google/protobuf/message.h>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "common/result/error.h"
#include "services/cli/messages.h"

namespace sinergi::cli {

enum class Style { kPlain, kBold, kDim, kGreen, kRed, kYellow, kCyan };

// Text that a terminal cannot take for a command: control characters become spaces.
std::string Printable(std::string_view text);

// How many columns a text takes.
std::size_t Width(std::string_view text);

// Made printable, and as wide as that at least.
std::string Padded(std::string_view text, std::size_t width);

// Paints on terminals and nowhere else.
class Painter {
 public:
  explicit Painter(bool colours) : colours_(colours) {}

  std::string operator()(std::string_view text, Style style) const;

 private:
  bool colours_;
};

struct Cell {
  std::string text;
  Style style = Style::kPlain;
};

// Columns, each as wide as its widest cell. Cells are made printable.
class Table {
 public:
  explicit Table(std::vector<std::string> headings);

  void Add(std::vector<Cell> row);
  bool empty() const { return rows_.empty(); }

  // One line each for the headings, if there are any, and every row, indented by `indent`.
  std::string Render(const Painter& painter, std::size_t indent = 0) const;

 private:
  std::vector<std::size_t> Widths() const;

  std::vector<std::string> headings_;
  std::vector<std::vector<Cell>> rows_;
};

// Where the answers go: tables and sentences for people, or JSON.
class Output {
 public:
  Output(Language language, bool json, bool colours);

  // Whether the stream is a terminal that wants colours (NO_COLOR, TERM).
  static bool WantsColours(std::FILE* stream);

  // The answer as JSON, or `for_people`, which is made only when it is shown.
  void Show(const google::protobuf::Message& answer,
            const std::function<std::string()>& for_people) const;

  // A sentence for people; nothing with --json.
  void Say(const Message& message, const Variables& variables = {}) const;

  // A list's table, or that it is empty, and how to see what follows.
  std::string Page(const Table& table, const std::string& next_page_token) const;

  // Exactly these bytes.
  void Write(std::string_view text) const;

  std::string Text(const Message& message, const Variables& variables = {}) const;
  const Painter& paint() const { return painter_; }
  Language language() const { return language_; }
  bool json() const { return json_; }

 private:
  const Language language_;
  const bool json_;
  const Painter painter_;
};

// Label and value, line by line; what is empty is left out.
class Fields {
 public:
  explicit Fields(const Output& output) : output_(output), table_({}) {}

  void Add(const Message& label, const std::string& value, Style style = Style::kPlain);
  std::string Render(std::size_t indent = 0) const {
    return table_.Render(output_.paint(), indent);
  }

 private:
  const Output& output_;
  Table table_;
};

// A message as JSON with the contract's field names, every field always there.
std::string ToJson(const google::protobuf::Message& message, bool pretty);

}  // namespace sinergi::cli
