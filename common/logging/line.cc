#include "common/logging/line.h"

#include <array>
#include <charconv>
#include <cmath>

#include "common/logging/json_text.h"

namespace sinergi {
namespace {

struct LevelLook {
  std::string_view text;  // all of one width
  std::string_view json;
  std::string_view colour;
};

const LevelLook& LookOf(LogLevel level) {
  static constexpr std::array<LevelLook, 4> kLooks{{{"DEBUG", "debug", "\x1b[90m"},
                                                    {"INFO ", "info", "\x1b[32m"},
                                                    {"WARN ", "warning", "\x1b[33m"},
                                                    {"ERROR", "error", "\x1b[31m"}}};
  return kLooks[static_cast<std::size_t>(level)];
}

// The longest start of `text` within the limit that does not split a character.
std::string_view Cut(std::string_view text) {
  if (text.size() <= kLongestLogValue) return text;
  std::size_t end = kLongestLogValue;
  while (end > kLongestLogValue - 3 && (text[end] & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

void AppendText(std::string& out, std::string_view text) {
  const std::string_view kept = Cut(text);
  AppendEscaped(out, kept);
  if (kept.size() < text.size()) out += "…(" + std::to_string(text.size()) + " bytes)";
}

template <class Number>
void AppendNumber(std::string& out, Number number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

std::string_view NameOfNonFinite(double number) {
  if (std::isnan(number)) return "NaN";
  return number > 0 ? "Infinity" : "-Infinity";
}

// Texts are quoted in JSON always, else when they would run into their neighbours.
void AppendTextValue(std::string& out, std::string_view text, LogFormat format) {
  const std::size_t start = out.size();
  AppendText(out, text);
  const std::string_view written = std::string_view(out).substr(start);
  if (format == LogFormat::kText && !written.empty() &&
      written.find_first_of(" =\"\\") == std::string_view::npos) {
    return;
  }
  out.insert(start, 1, '"');
  out += '"';
}

struct ValueWriter {
  std::string& out;
  LogFormat format;

  void operator()(const std::string& text) const { AppendTextValue(out, text, format); }
  void operator()(std::int64_t number) const { AppendNumber(out, number); }
  void operator()(bool truth) const { out += truth ? "true" : "false"; }
  void operator()(double number) const {
    if (std::isfinite(number)) return AppendNumber(out, number);
    AppendTextValue(out, NameOfNonFinite(number), format);
  }
};

bool IsTaken(std::string_view name) {
  return name == "time" || name == "level" || name == "message";
}

}  // namespace

std::string TextLine(const LogLine& line, const std::vector<LogField>& fields, bool coloured) {
  const LevelLook& look = LookOf(line.level);
  std::string out;
  out.reserve(256);
  out += std::string_view(FormatRfc3339(line.time)).substr(0, 23);  // to the millisecond
  out += "Z ";
  if (coloured) out += look.colour;
  out += look.text;
  if (coloured) out += "\x1b[0m";
  out += ' ';
  AppendText(out, line.what);
  if (!fields.empty()) out += ' ';
  for (const LogField& field : fields) {
    out += ' ';
    AppendText(out, field.name);
    out += '=';
    std::visit(ValueWriter{out, LogFormat::kText}, field.value);
  }
  return out;
}

std::string JsonLine(const LogLine& line, const std::vector<LogField>& fields) {
  std::string out;
  out.reserve(256);
  out += "{\"time\":\"";
  out += FormatRfc3339(line.time);
  out += "\",\"level\":\"";
  out += LookOf(line.level).json;
  out += "\",\"message\":\"";
  AppendText(out, line.what);
  out += '"';
  for (const LogField& field : fields) {
    out += ",\"";
    AppendText(out, field.name);
    out += IsTaken(field.name) ? "_\":" : "\":";
    std::visit(ValueWriter{out, LogFormat::kJson}, field.value);
  }
  out += '}';
  return out;
}

}  // namespace sinergi
