#include "services/cli/notification_view.h"

#include "services/cli/event_text.h"

namespace sinergi::cli {

using notifications::v1::Notification;

void PrintNotification(Session& session, const Notification& notification) {
  const Output& output = session.output();
  if (output.json()) return output.Write(ToJson(notification, false));
  const auto& event = notification.event();
  const EventFacts facts = ReadEvent(event, output.language());
  if (notification.withheld() != notifications::v1::WITHHELD_REASON_UNSPECIFIED) {
    return output.Write(
        output.paint()(Padded("#" + std::to_string(notification.number()), 6), Style::kDim) +
        output.Text(messages::kWithheld) + "\n");
  }
  const std::string time = session.zones().AreaTime(event.time(), event.region());
  std::string line =
      output.paint()(Padded("#" + std::to_string(notification.number()), 6), Style::kDim) +
      Padded(time, 25) +
      output.paint()(Padded(EventLabel(event.type(), output.language()), 24), Style::kCyan) +
      output.paint()(Padded(facts.name, 15), Style::kBold) + Padded(event.region(), 15) +
      Printable(facts.detail);
  line.erase(line.find_last_not_of(' ') + 1);
  output.Write(line + "\n");
}

}  // namespace sinergi::cli
