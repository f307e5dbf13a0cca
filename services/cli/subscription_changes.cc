#include "services/cli/subscription_changes.h"

#include "common/time/clock.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "services/cli/subscription_messages.h"
#include "services/cli/subscription_view.h"
#include "services/cli/webhook_wish.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;

struct ChangeOptions {
  std::string id;
  std::string etag;
  std::string name;
  std::vector<std::string> areas;
  std::vector<std::string> types;
  std::vector<std::string> offices;
  std::string subject;
  std::string filter;
  std::vector<std::string> cleared;
  WebhookWish webhook;
  std::string from;
};

template <class Request>
Ending SetMoment(const std::string& word, Request& request) {
  const auto moment = ParseMoment(word, SystemClock().Now());
  if (!moment) return UsageFailure(messages::kStartUnreadable, {{"option", "--from"}});
  *request.mutable_start_time() = ToTimestamp(*moment);
  return {};
}

Ending SetNewStart(const std::string& word, notifications::v1::UpdateSubscriptionRequest& request) {
  request.set_from_beginning(word == "beginning");
  request.set_from_now(word == "now");
  if (word.empty() || request.from_beginning() || request.from_now()) return {};
  return SetMoment(word, request);
}

// What is given is changed, and what is cleared becomes empty.
void SetChanges(const ChangeOptions& options,
                notifications::v1::UpdateSubscriptionRequest& request) {
  auto& wanted = *request.mutable_subscription();
  auto& mask = *request.mutable_update_mask();
  const auto changed = [&mask](bool given, const char* path) {
    if (given) mask.add_paths(path);
  };
  wanted.set_display_name(options.name);
  changed(!options.name.empty(), "display_name");
  for (const std::string& area : options.areas) wanted.add_area_codes(area);
  changed(!options.areas.empty(), "area_codes");
  for (const std::string& type : options.types) wanted.add_event_types(EventType(type));
  changed(!options.types.empty(), "event_types");
  for (const std::string& office : options.offices) wanted.add_offices(office);
  changed(!options.offices.empty(), "offices");
  wanted.set_subject(options.subject);
  changed(!options.subject.empty(), "subject");
  wanted.set_filter(options.filter);
  changed(!options.filter.empty(), "filter");
  if (options.webhook.is_given()) *wanted.mutable_webhook() = options.webhook.Wanted();
  changed(options.webhook.is_given(), "webhook");
  for (const std::string& path : options.cleared) mask.add_paths(path);
}

Ending Update(Session& session, const ChangeOptions& options) {
  notifications::v1::UpdateSubscriptionRequest request;
  request.mutable_subscription()->set_subscription_id(options.id);
  request.mutable_subscription()->set_etag(options.etag);
  if (auto wrong = options.webhook.Check()) return wrong;
  SetChanges(options, request);
  if (request.update_mask().paths().empty()) return UsageFailure(messages::kNothingToChange, {});
  if (auto wrong = SetNewStart(options.from, request)) return wrong;
  const auto got = session.Call(&NotificationsService::Stub::UpdateSubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->subscription()); });
  return {};
}

template <class Request, class Method>
Ending Set(Session& session, const ChangeOptions& options, Method method) {
  Request request;
  request.set_subscription_id(options.id);
  request.set_etag(options.etag);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->subscription()); });
  return {};
}

Ending Pause(Session& session, const ChangeOptions& options) {
  return Set<notifications::v1::PauseSubscriptionRequest>(
      session, options, &NotificationsService::Stub::PauseSubscription);
}

Ending Resume(Session& session, const ChangeOptions& options) {
  return Set<notifications::v1::ResumeSubscriptionRequest>(
      session, options, &NotificationsService::Stub::ResumeSubscription);
}

Ending Delete(Session& session, const ChangeOptions& options) {
  notifications::v1::DeleteSubscriptionRequest request;
  request.set_subscription_id(options.id);
  request.set_etag(options.etag);
  const auto got = session.Call(&NotificationsService::Stub::DeleteSubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got,
                        [&] { return session.output().Text(messages::kSubscriptionEnded) + "\n"; });
  return {};
}

// A command about one subscription, and its options.
using Run = Ending (*)(Session&, const ChangeOptions&);
Command Add(CommandLine& line, Command group, const std::string& name, const Message& about,
            const std::string& example, Run run, ChangeOptions*& target) {
  const auto options = std::make_shared<ChangeOptions>();
  target = options.get();
  Command command =
      line.AddCommand(group, name, about, "  sinergi subscription " + name + " ID" + example + "\n",
                      [options, run](Session& session) { return run(session, *options); });
  command.Add("subscription", options->id, help::kSubscriptionId).Required();
  command.Add("--etag", options->etag, help::kSubscriptionEtag);
  return command;
}

}  // namespace

Ending SetStart(const std::string& word, notifications::v1::CreateSubscriptionRequest& request) {
  request.set_from_beginning(word == "beginning");
  if (word.empty() || word == "now" || word == "beginning") return {};
  return SetMoment(word, request);
}

void AddSubscriptionChanges(CommandLine& line, Command group) {
  ChangeOptions* options = nullptr;
  const Command update = Add(line, group, "update", help::kSubscriptionUpdate,
                             " --area 19.04 --area 32.07 --filter 'revision > 1'", Update, options);
  update.Add("--name", options->name, help::kDisplayName);
  update.AddSeveral("--area", options->areas, help::kWithinArea);
  update.AddSeveral("--type", options->types, help::kType);
  update.AddSeveral("--with-office", options->offices, help::kWithOffice);
  update.Add("--subject", options->subject, help::kSubscriptionSubject);
  update.Add("--filter", options->filter, help::kSubscriptionFilter);
  update.AddSeveral("--clear", options->cleared, help::kClear)
      .OneOf({"area_codes", "event_types", "offices", "subject", "filter"});
  options->webhook.AddTo(update);
  update.Add("--from", options->from, help::kCountFrom);
  Add(line, group, "pause", help::kSubscriptionPause, "", Pause, options);
  Add(line, group, "resume", help::kSubscriptionResume, "", Resume, options);
  Add(line, group, "delete", help::kSubscriptionDelete, "", Delete, options);
}

}  // namespace sinergi::cli
