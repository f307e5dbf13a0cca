#include <cstdio>

#include "services/cli/command_line.h"
#include "services/cli/event_text.h"
#include "services/cli/interruption.h"
#include "services/cli/moments.h"
#include "services/cli/notification_view.h"
#include "services/cli/resume_state.h"
#include "services/cli/subscriber.h"
#include "services/cli/subscriptions.h"

namespace sinergi::cli {
namespace {

using notifications::v1::Notification;

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
  void Hear(const notifications::v1::Heartbeat& heartbeat);
  bool Take(const Notification& notification);
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
  Subscriber subscriber(session_.connection(), place_, line_);
  const std::jthread on_signal = interruption.Call([&subscriber] { subscriber.Stop(); });
  Subscriber::Handlers handlers;
  handlers.take = [this](const Notification& one) { return Take(one); };
  handlers.heard = [this](const auto& heartbeat) { Hear(heartbeat); };
  handlers.lost = [this] {
    lost_ = true;
    Note(messages::kLineLost);
  };
  handlers.new_epoch = [this](std::int64_t epoch) {
    Note(messages::kNewEpoch, {{"epoch", std::to_string(epoch)}});
  };
  auto ending = subscriber.Run(handlers);
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

void Watch::Hear(const notifications::v1::Heartbeat& heartbeat) {
  if (std::exchange(lost_, false)) Note(messages::kLineBack);
  if (!std::exchange(greeted_, true)) {
    Note(messages::kWatching,
         {{"id", place_.subscription_id}, {"number", std::to_string(heartbeat.last_number())}});
  }
}

bool Watch::Take(const Notification& notification) {
  PrintNotification(session_, notification);
  Remember(notification);
  return !failed_ && ++seen_ != options_.count;
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
