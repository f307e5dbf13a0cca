#include "services/cli/subscription_view.h"

#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "services/cli/short_names.h"
#include "services/cli/subscription_messages.h"
#include "services/cli/webhook_messages.h"

namespace sinergi::cli {
namespace {

using notifications::v1::Subscription;

template <class Texts>
std::string Joined(const Output& output, const Texts& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined.empty() ? output.Text(messages::kEvery) : joined;
}

std::string TypesOf(const Output& output, const Subscription& subscription) {
  std::vector<std::string> labels;
  for (const std::string& type : subscription.event_types()) {
    labels.push_back(EventLabel(type, output.language()));
  }
  return Joined(output, labels);
}

std::string OwnerOf(const Subscription& subscription) {
  return subscription.office().empty() ? subscription.agency() : subscription.office();
}

std::string TimeOf(Session& session, const Subscription& subscription) {
  if (!subscription.has_create_time()) return "–";
  const std::string& office = subscription.office();
  return LocalTime(ToInstant(subscription.create_time()),
                   office.empty() ? std::optional<TimeZone>() : session.zones().OfOffice(office));
}

Cell StateOf(const Output& output, const Subscription& subscription) {
  const bool active = subscription.state() == notifications::v1::SUBSCRIPTION_STATE_ACTIVE;
  return {Label(subscription.state(), output.language()), active ? Style::kGreen : Style::kYellow};
}

void AddWebhook(const Output& output, const notifications::v1::Webhook& webhook, Fields& fields) {
  fields.Add(messages::kUrl, webhook.url());
  fields.Add(messages::kContent, Label(webhook.content(), output.language()));
  fields.Add(messages::kSigned, Label(webhook.signature(), output.language()));
  fields.Add(messages::kStrict, output.Text(webhook.strict_order() ? messages::kStrictOrder
                                                                   : messages::kSubjectOrder));
  if (!webhook.contact().empty()) fields.Add(messages::kContact, webhook.contact());
  if (webhook.allowed_rate() > 0) {
    fields.Add(messages::kRate, std::to_string(webhook.allowed_rate()));
  }
}

}  // namespace

std::string Describe(Session& session, const Subscription& subscription) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kName, subscription.display_name(), Style::kBold);
  const Cell state = StateOf(output, subscription);
  fields.Add(messages::kState, state.text, state.style);
  if (subscription.agency().empty()) {
    fields.Add(messages::kOffice, subscription.office());
  } else {
    fields.Add(messages::kAgency, subscription.agency());
  }
  fields.Add(messages::kArea, Joined(output, subscription.area_codes()));
  fields.Add(messages::kTypes, TypesOf(output, subscription));
  if (subscription.offices_size() > 0) {
    fields.Add(messages::kOffices, Joined(output, subscription.offices()));
  }
  if (!subscription.subject().empty()) fields.Add(messages::kSubject, subscription.subject());
  if (!subscription.filter().empty()) fields.Add(messages::kFilter, subscription.filter());
  if (subscription.has_webhook()) AddWebhook(output, subscription.webhook(), fields);
  fields.Add(messages::kEpoch, std::to_string(subscription.epoch()));
  fields.Add(messages::kCreated, TimeOf(session, subscription));
  fields.Add(messages::kId, subscription.subscription_id());
  fields.Add(messages::kEtag, subscription.etag());
  return fields.Render();
}

std::string Describe(Session& session,
                     const notifications::v1::ListSubscriptionsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kName), output.Text(messages::kState),
               output.Text(messages::kOffice), output.Text(messages::kArea),
               output.Text(messages::kTypes), output.Text(messages::kCreated),
               output.Text(messages::kId)});
  for (const Subscription& subscription : response.subscriptions()) {
    table.Add({{subscription.display_name(), Style::kBold},
               StateOf(output, subscription),
               {OwnerOf(subscription)},
               {Joined(output, subscription.area_codes())},
               {TypesOf(output, subscription)},
               {TimeOf(session, subscription)},
               {subscription.subscription_id(), Style::kDim}});
  }
  return output.Page(table, response.next_page_token());
}

}  // namespace sinergi::cli
