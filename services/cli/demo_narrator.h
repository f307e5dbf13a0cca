#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/time/instant.h"
#include "services/cli/output.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::cli {

// Tells the demonstration: chapters, who does what, and the events as they arrive. Silent with
// --json. Safe from any thread: a line is never cut by another.
class Narrator {
 public:
  explicit Narrator(const Output& output) : output_(output) {}

  void Title(const Message& message, const Variables& variables = {});
  void Chapter(const Message& message);

  // Plain sentences, folded to the page.
  void Tell(const Message& message, const Variables& variables = {});

  // Somebody does something: "BNNK-PANGKALPINANG  opens a subscription".
  void Step(const Message& actor, const Message& message, const Variables& variables = {});

  // Something was checked and holds.
  void Check(const Message& message, const Variables& variables = {});

  // What a server said, word for word.
  void Quote(const std::string& text);

  // Label and value each, and below them whom the area data is owed to.
  void Account(const std::vector<std::pair<Message, std::string>>& rows,
               const std::string& attribution);

  // The zone of the events' times. Set before the stream begins.
  void SetZone(std::optional<TimeZone> zone) { zone_ = zone; }

  // An event of the stream.
  void Event(const notifications::v1::Notification& notification);

  Language language() const { return output_.language(); }

 private:
  void Line(const std::string& text);
  std::string Text(const Message& message, const Variables& variables) const;

  const Output& output_;
  std::optional<TimeZone> zone_;  // constant once the stream runs
  std::mutex mutex_;
  int chapter_ = 0;  // guarded by mutex_
};

// Breaks at spaces so that no line is wider than `width`; every line but the first is indented.
std::string Fold(const std::string& text, std::size_t width, std::size_t indent);

}  // namespace sinergi::cli
