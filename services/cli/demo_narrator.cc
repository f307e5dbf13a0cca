#include "services/cli/demo_narrator.h"

#include <sstream>

#include "services/cli/demo_messages.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"

namespace sinergi::cli {
namespace {

constexpr std::size_t kPage = 96;
constexpr std::size_t kIndent = 4;
constexpr std::size_t kActorWidth = 22;
constexpr std::size_t kTimeOfDay = 11;  // where it begins in "2026-03-04 12:06:07 WIB"

}  // namespace

std::string Fold(const std::string& text, std::size_t width, std::size_t indent) {
  std::istringstream words(text);
  std::string folded;
  std::size_t column = indent;
  for (std::string word; words >> word;) {
    const bool first = column == indent;
    if (!first && column + 1 + Width(word) > width) {
      folded += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (!first) {
      folded += ' ';
      ++column;
    }
    folded += word;
    column += Width(word);
  }
  return folded;
}

void Narrator::Title(const Message& message, const Variables& variables) {
  Line("\n  " + output_.paint()(Text(message, variables), Style::kBold) + "\n");
}

void Narrator::Chapter(const Message& message) {
  std::string number;
  {
    const std::lock_guard lock(mutex_);
    number = std::to_string(++chapter_);
  }
  Line("\n  " + output_.paint()(number + "  " + Text(message, {}), Style::kBold));
}

void Narrator::Tell(const Message& message, const Variables& variables) {
  Line(std::string(kIndent, ' ') + Fold(Text(message, variables), kPage, kIndent));
}

void Narrator::Step(const Message& actor, const Message& message, const Variables& variables) {
  const std::string who = Padded(Text(actor, {}), kActorWidth);
  const std::string what = Text(message, variables);
  const std::size_t indent = kIndent + Width(who) + 2;
  Line(std::string(kIndent, ' ') + output_.paint()(who, Style::kYellow) + "  " +
       Fold(what, kPage, indent));
}

void Narrator::Check(const Message& message, const Variables& variables) {
  Line(std::string(kIndent, ' ') + output_.paint()("✓", Style::kGreen) + " " +
       Fold(Text(message, variables), kPage, kIndent + 2));
}

void Narrator::Quote(const std::string& text) {
  Line(std::string(kIndent, ' ') +
       output_.paint()("“" + Fold(Printable(text), kPage, kIndent + 1) + "”", Style::kDim));
}

void Narrator::Account(const std::vector<std::pair<Message, std::string>>& rows,
                       const std::string& attribution) {
  Fields fields(output_);
  for (const auto& [label, value] : rows) fields.Add(label, value, Style::kGreen);
  Line(fields.Render(kIndent) + "\n" + std::string(kIndent, ' ') +
       output_.paint()(Fold(Printable(attribution), kPage, kIndent), Style::kDim) + "\n");
}

void Narrator::Event(const notifications::v1::Notification& notification) {
  const auto& event = notification.event();
  const EventFacts facts = ReadEvent(event, output_.language());
  const std::string time = LocalTime(ToInstant(event.time()), zone_).substr(kTimeOfDay);
  const std::string label = EventLabel(event.type(), output_.language());
  Line("        " + output_.paint()("┆ ", Style::kCyan) +
       output_.paint()(Padded("#" + std::to_string(notification.number()), 6), Style::kDim) +
       Padded(time, 14) + output_.paint()(Padded(label, 24), Style::kCyan) + facts.name +
       (facts.detail.empty() ? "" : "  " + Printable(facts.detail)));
}

void Narrator::Line(const std::string& text) {
  if (output_.json()) return;
  const std::lock_guard lock(mutex_);
  output_.Write(text + "\n");
}

std::string Narrator::Text(const Message& message, const Variables& variables) const {
  Variables printable = variables;
  for (auto& [name, value] : printable) value = Printable(value);
  return output_.Text(message, printable);
}

}  // namespace sinergi::cli
