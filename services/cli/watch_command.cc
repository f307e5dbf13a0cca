#include <cstdio>

#include "services/cli/command_line.h"
#include "services/cli/event_stream.h"
#include "services/cli/event_text.h"
#include "services/cli/interruption.h"
#include "services/cli/moments.h"
#include "services/cli/notification_view.h"
#include "services/cli/resume_state.h"
#include "services/cli/subscriptions.h"

namespace sinergi::cli {
namespace {

using notifications::v1::Notification;
using notifications::v1::StreamEventsResponse;

struct WatchOptions {
  std::string subscription;
  std::string office;
  std::string area;
  std::vector<std::string> types;
  std::string from_token;
  std::string from;
  std::int64_t count = 0;
  std::string state;
};

// One run of the command, from its place in the subscription on.
class Watch {
 public:
  Watch(Session& session, const WatchOptions& options) : session_(session), options_(options) {}

  Ending Run();

 private:
  Ending ReadState();
  Ending ChooseSubscription();
  Ending Begin();
  bool Take(const StreamEventsResponse& message);
  void Hear(const notifications::v1::Heartbeat& heartbeat);
  bool Hear(const Notification& notification);
  bool Accept(const Notification& notification);
  void Note(const Message& message, const Variables& variables = {}) const;
  void Remember(const Notification& notification);

  Session& session_;
  const WatchOptions& options_;
  StreamPlace place_;
  NumberLine line_;
  std::int64_t seen_ = 0;
  bool lost_ = false;
  bool greeted_ = false;
  Ending failed_;
};

Ending Watch::Run() {
  Interruption interruption;
  if (auto failed = Begin()) return failed;
  EventStream stream(session_.connection(), place_);
  const std::jthread on_signal = interruption.Call([&stream] { stream.Stop(); });
  const auto lost = [this](const grpc::Status&) {
    lost_ = true;
    Note(messages::kLineLost);
  };
  auto ending =
      stream.Run([this](const StreamEventsResponse& message) { return Take(message); }, lost);
  return ending ? ending : failed_;
}

Ending Watch::Begin() {
  place_.subscription_id = options_.subscription;
  place_.resume_token = options_.from_token;
  const bool from_now =
      options_.from.empty() ? options_.subscription.empty() : options_.from == "now";
  place_.start =
      from_now ? notifications::v1::STREAM_START_NOW : notifications::v1::STREAM_START_BEGINNING;
  if (auto failed = ReadState()) return failed;
  return ChooseSubscription();
}

// What was remembered wins over --from, but not over --from-token.
Ending Watch::ReadState() {
  if (options_.state.empty()) return {};
  const auto state = LoadResumeState(options_.state);
  if (!state) return state.failure();
  if (!state->has_value()) return {};
  const ResumeState& kept = **state;
  if (!place_.subscription_id.empty() && place_.subscription_id != kept.subscription_id) {
    return UsageFailure(messages::kStateOfAnother,
                        {{"path", options_.state}, {"id", kept.subscription_id}});
  }
  place_.subscription_id = kept.subscription_id;
  if (!place_.resume_token.empty()) return {};
  place_.resume_token = kept.resume_token;
  line_.Begin(kept.epoch, kept.number);
  return {};
}

Ending Watch::ChooseSubscription() {
  if (!place_.subscription_id.empty()) return {};
  SubscriptionWish wish{"sinergi watch", options_.office, options_.area, {}};
  if (wish.office.empty()) wish.office = session_.WhoAmI().office;
  for (const std::string& type : options_.types) wish.types.push_back(EventType(type));
  const auto found = FindOrCreateSubscription(session_.connection(), wish);
  if (!found) return found.failure();
  place_.subscription_id = found->subscription.subscription_id();
  return {};
}

bool Watch::Take(const StreamEventsResponse& message) {
  if (message.has_notification()) return Hear(message.notification());
  Hear(message.heartbeat());
  return true;
}

void Watch::Hear(const notifications::v1::Heartbeat& heartbeat) {
  const bool first = !line_.begun();
  // From the beginning the numbers start at 1, whatever the latest is.
  const bool at_end = place_.start == notifications::v1::STREAM_START_NOW;
  if (first && at_end && place_.resume_token.empty()) {
    line_.Begin(heartbeat.epoch(), heartbeat.last_number());
  }
  if (std::exchange(lost_, false)) Note(messages::kLineBack);
  if (!std::exchange(greeted_, true)) {
    Note(messages::kWatching,
         {{"id", place_.subscription_id}, {"number", std::to_string(heartbeat.last_number())}});
  }
}

bool Watch::Hear(const Notification& notification) {
  if (!Accept(notification)) return !failed_;
  PrintNotification(session_, notification);
  Remember(notification);
  return !failed_ && ++seen_ != options_.count;
}

// Whether the event is the one that is due. A repeat is passed over in silence, a gap ends the
// watch: nobody may believe that everything was seen.
bool Watch::Accept(const Notification& notification) {
  const auto expected = line_.expected();
  switch (line_.Judge(notification.epoch(), notification.number())) {
    case NumberLine::Verdict::kNext:
      return true;
    case NumberLine::Verdict::kRepeat:
      return false;
    case NumberLine::Verdict::kNewEpoch:
      Note(messages::kNewEpoch, {{"epoch", std::to_string(notification.epoch())}});
      return true;
    case NumberLine::Verdict::kGap:
      failed_ =
          LocalFailure(messages::kNumbersJump, {{"number", std::to_string(notification.number())},
                                                {"expected", std::to_string(expected)}});
      return false;
  }
  return false;
}

// After the event was shown: a stop in between may show it again, but never loses it.
void Watch::Remember(const Notification& notification) {
  if (options_.state.empty()) return;
  failed_ = SaveResumeState(options_.state, {place_.subscription_id, notification.resume_token(),
                                             notification.epoch(), notification.number()});
}

// Beside the events, so that they alone are on standard output.
void Watch::Note(const Message& message, const Variables& variables) const {
  const std::string text = session_.output().Text(message, variables) + "\n";
  if (!session_.output().json()) std::fputs(text.c_str(), stderr);
}

}  // namespace

void AddWatchCommand(CommandLine& line) {
  auto options = std::make_shared<WatchOptions>();
  Command watch =
      line.AddCommand(line.program(), "watch", help::kWatch,
                      "  sinergi watch --office BNNK-PANGKALPINANG --area 19.04.02.2020\n"
                      "  sinergi watch SUBSCRIPTION --from beginning --count 10 --json\n"
                      "  sinergi watch SUBSCRIPTION --state watch.json\n",
                      [options](Session& session) { return Watch(session, *options).Run(); });
  watch.Add("subscription", options->subscription, help::kWatchId);
  watch.Add("--office", options->office, help::kSubscriptionOffice);
  watch.Add("--area", options->area, help::kWithinArea);
  watch.AddSeveral("--type", options->types, help::kType);
  watch.Add("--from", options->from, help::kStart).OneOf({"beginning", "now"});
  watch.Add("--from-token", options->from_token, help::kFromToken);
  watch.Add("--state", options->state, help::kStateFile);
  watch.AddNumber("--count", options->count, {1, 1'000'000'000}, help::kCount);
}

}  // namespace sinergi::cli
