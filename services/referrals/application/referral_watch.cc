#include "services/referrals/application/referral_watch.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {
namespace {

constexpr std::int64_t kAtOnce = 100;
constexpr std::chrono::seconds kPatience{10};
constexpr std::string_view kPrefix = "referrals/";

// The number before the next line break.
std::optional<std::int64_t> TakeNumber(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + end, number);
  if (error != std::errc() || stop != text.data() + end) return std::nullopt;
  text.remove_prefix(std::min(end + 1, text.size()));
  return number;
}

}  // namespace

std::string WatchPlace::ToString() const {
  std::string text = std::to_string(feed.xid) + "\n" + std::to_string(feed.position);
  if (before) text += "\n" + std::to_string(before->created) + "\n" + before->id;
  return text;
}

std::optional<WatchPlace> WatchPlace::Parse(std::string_view text) {
  WatchPlace place;
  const auto xid = TakeNumber(text);
  const auto position = TakeNumber(text);
  if (!xid || !position) return std::nullopt;
  place.feed = {*xid, *position};
  if (text.empty()) return place;
  const auto created = TakeNumber(text);
  if (!created) return std::nullopt;
  place.before = Before{*created, std::string(text)};
  return place;
}

Result<WatchPlace> ReferralWatch::Begin(Database& database, Deadline deadline) {
  const auto here = OutboxFeed(database).Here(deadline);
  if (!here) return here.error();
  return WatchPlace{*here, WatchPlace::Before{std::numeric_limits<std::int64_t>::max(), ""}};
}

Status ReferralWatch::CheckKept(Database& database, Deadline deadline, const WatchPlace& place) {
  const auto kept = OutboxFeed(database).Keeps(deadline, place.feed);
  if (!kept) return kept.error();
  return *kept ? Status::Ok() : Status(Error::Of(reasons::kWatchTokenTooOld));
}

Result<std::vector<Referral>> ReferralWatch::Next() {
  const Terms terms(Deadline::In(kPatience), ViewerOf(context_.caller));
  return is_complete() ? NextOfFeed(terms) : NextOfSnapshot(terms);
}

Result<std::vector<Referral>> ReferralWatch::NextOfSnapshot(const Terms& terms) {
  ReferralQuery query;
  query.before_created = place_.before->created;
  query.before_id = place_.before->id;
  query.limit = kAtOnce;
  auto page = ListReferrals(database_, terms, query);
  if (!page) return page.error();
  if (std::ssize(*page) < kAtOnce) {
    place_.before.reset();
  } else {
    const ReferralData& last = page->back().data();
    place_.before = WatchPlace::Before{ToMicroseconds(last.created), last.id.ToString()};
  }
  return page;
}

// Read after the feed was, so a referral is never older than the change that it comes for.
Result<std::vector<Referral>> ReferralWatch::NextOfFeed(const Terms& terms) {
  const auto page = feed_.Since(terms.deadline, place_.feed, std::string(kPrefix), kAtOnce);
  if (!page) return page.error();
  std::vector<ReferralId> ids;
  for (const std::string& subject : page->subjects) {
    const auto id = ReferralId::Parse(subject.substr(kPrefix.size()));
    if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
  }
  auto changed = ReferralStore::FindEachSeen(database_, terms, ids);
  if (changed) place_.feed = page->end;
  return changed;
}

}  // namespace sinergi::referrals
