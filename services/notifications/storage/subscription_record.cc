#include "services/notifications/storage/subscription_record.h"

#include <charconv>

namespace sinergi::notifications {
namespace {

constexpr std::string_view kForm = "3";  // raised when the fields change

// Texts one after the other, each behind its length.
class RecordWriter {
 public:
  RecordWriter& Add(std::string_view text) {
    bytes_ += std::to_string(text.size()) + ":";
    bytes_ += text;
    return *this;
  }
  RecordWriter& Add(std::int64_t number) { return Add(std::to_string(number)); }
  std::string Done() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Gives back what was written; the first mistake empties the rest.
class RecordReader {
 public:
  explicit RecordReader(std::string_view bytes) : rest_(bytes) {}

  std::string_view Text() {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
    const auto begin = static_cast<std::size_t>(end - rest_.data()) + 1;
    sound_ = sound_ && error == std::errc() && begin <= rest_.size() && *end == ':' &&
             size <= rest_.size() - begin;
    if (!sound_) return {};
    const std::string_view text = rest_.substr(begin, size);
    rest_.remove_prefix(begin + size);
    return text;
  }

  std::int64_t Number() {
    const std::string_view text = Text();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    sound_ = sound_ && error == std::errc() && end == text.data() + text.size();
    return number;
  }

  bool IsDone() const { return sound_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool sound_ = true;
};

template <class T>
std::optional<std::vector<T>> SplitInto(std::string_view text) {
  std::vector<T> parsed;
  for (const std::string& name : SplitNames(text)) {
    const auto one = T::Parse(name);
    if (!one) return std::nullopt;
    parsed.push_back(*one);
  }
  return parsed;
}

}  // namespace

std::string JoinNames(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ',';
    text += name;
  }
  return text;
}

std::vector<std::string> SplitNames(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    names.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return names;
}

std::string JoinPatterns(const std::vector<EventPattern>& patterns) {
  std::vector<std::string> names;
  for (const EventPattern& pattern : patterns) names.push_back(pattern.text());
  return JoinNames(names);
}

std::optional<std::vector<EventPattern>> SplitPatterns(std::string_view text) {
  return SplitInto<EventPattern>(text);
}

std::string JoinAreas(const std::vector<RegionCode>& areas) {
  std::vector<std::string> names;
  for (const RegionCode& area : areas) names.push_back(area.ToString());
  return JoinNames(names);
}

std::optional<std::vector<RegionCode>> SplitAreas(std::string_view text) {
  return SplitInto<RegionCode>(text);
}

std::string PackSubscription(const Subscription& subscription) {
  const Webhook webhook = subscription.webhook.value_or(Webhook());
  return RecordWriter()
      .Add(kForm)
      .Add(subscription.id.ToString())
      .Add(subscription.display_name)
      .Add(subscription.office)
      .Add(subscription.agency)
      .Add(JoinPatterns(subscription.event_types))
      .Add(JoinAreas(subscription.areas))
      .Add(JoinNames(subscription.offices))
      .Add(subscription.subject)
      .Add(subscription.filter.text())
      .Add(subscription.epoch)
      .Add(subscription.starts_at)
      .Add(static_cast<std::int64_t>(subscription.state))
      .Add(subscription.version)
      .Add(ToMicroseconds(subscription.created))
      .Add(ToMicroseconds(subscription.updated))
      .Add(webhook.url)
      .Add(static_cast<std::int64_t>(webhook.content))
      .Add(std::int64_t{webhook.strict_order})
      .Add(webhook.contact)
      .Add(std::int64_t{webhook.verified})
      .Add(webhook.rate)
      .Add(static_cast<std::int64_t>(webhook.signature))
      .Done();
}

std::optional<Subscription> UnpackSubscription(std::string_view bytes) {
  RecordReader reader(bytes);
  if (reader.Text() != kForm) return std::nullopt;
  Subscription one;
  const auto id = SubscriptionId::Parse(reader.Text());
  one.display_name = reader.Text();
  one.office = reader.Text();
  one.agency = reader.Text();
  auto types = SplitPatterns(reader.Text());
  auto areas = SplitAreas(reader.Text());
  one.offices = SplitNames(reader.Text());
  one.subject = reader.Text();
  auto filter = EventFilter::Parse(reader.Text());
  one.epoch = reader.Number();
  one.starts_at = reader.Number();
  one.state = static_cast<SubscriptionState>(reader.Number());
  one.version = reader.Number();
  one.created = FromMicroseconds(reader.Number());
  one.updated = FromMicroseconds(reader.Number());
  Webhook webhook;
  webhook.url = reader.Text();
  webhook.content = static_cast<WebhookContent>(reader.Number());
  webhook.strict_order = reader.Number() != 0;
  webhook.contact = reader.Text();
  webhook.verified = reader.Number() != 0;
  webhook.rate = reader.Number();
  webhook.signature = static_cast<WebhookSignature>(reader.Number());
  if (!webhook.url.empty()) one.webhook = std::move(webhook);
  if (!reader.IsDone() || !id || !types || !areas || !filter) return std::nullopt;
  one.id = *id;
  one.event_types = *std::move(types);
  one.areas = *std::move(areas);
  one.filter = *std::move(filter);
  return one;
}

}  // namespace sinergi::notifications
