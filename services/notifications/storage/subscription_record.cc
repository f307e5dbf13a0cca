#include "services/notifications/storage/subscription_record.h"

#include <charconv>

namespace sinergi::notifications {
namespace {

constexpr std::string_view kForm = "1";  // raised when the fields change

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

}  // namespace

std::string JoinPatterns(const std::vector<EventPattern>& patterns) {
  std::string text;
  for (const EventPattern& pattern : patterns) {
    if (!text.empty()) text += ',';
    text += pattern.text();
  }
  return text;
}

std::optional<std::vector<EventPattern>> SplitPatterns(std::string_view text) {
  std::vector<EventPattern> patterns;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    const auto pattern = EventPattern::Parse(text.substr(0, end));
    if (!pattern) return std::nullopt;
    patterns.push_back(*pattern);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return patterns;
}

std::string PackSubscription(const Subscription& subscription) {
  return RecordWriter()
      .Add(kForm)
      .Add(subscription.id.ToString())
      .Add(subscription.display_name)
      .Add(subscription.office)
      .Add(JoinPatterns(subscription.event_types))
      .Add(subscription.area ? subscription.area->ToString() : std::string())
      .Add(subscription.epoch)
      .Add(subscription.starts_at)
      .Add(ToMicroseconds(subscription.created))
      .Done();
}

std::optional<Subscription> UnpackSubscription(std::string_view bytes) {
  RecordReader reader(bytes);
  if (reader.Text() != kForm) return std::nullopt;
  const auto id = SubscriptionId::Parse(reader.Text());
  const std::string name(reader.Text());
  const std::string office(reader.Text());
  auto types = SplitPatterns(reader.Text());
  const auto area = RegionCode::Parse(reader.Text());
  const std::int64_t epoch = reader.Number();
  const std::int64_t starts_at = reader.Number();
  const Instant created = FromMicroseconds(reader.Number());
  if (!reader.IsDone() || !id || !types) return std::nullopt;
  return Subscription{*id, name, office, *std::move(types), area, epoch, starts_at, created};
}

}  // namespace sinergi::notifications
