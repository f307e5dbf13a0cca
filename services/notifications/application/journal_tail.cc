#include "services/notifications/application/journal_tail.h"

#include <algorithm>
#include <limits>

#include "common/logging/log.h"
#include "services/notifications/application/journal.h"
#include "services/notifications/domain/withholding.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kPage = 128;
constexpr std::chrono::seconds kPatience{10};
constexpr std::size_t kEntryBytes = 512;  // what an entry takes besides its payload, about

std::size_t SizeOf(const JournalEntry& entry) {
  return kEntryBytes + entry.event.payload.size() + entry.form.size();
}

}  // namespace

JournalTail::JournalTail(Database& database, Announcer& announcer, Options options, Form form)
    : database_(database), announcer_(announcer), options_(options), form_(std::move(form)) {}

Status JournalTail::Begin(Deadline deadline) {
  const auto head = JournalStore::Head(database_, deadline);
  if (!head) return head.error();
  const std::lock_guard lock(mutex_);
  before_ = std::max(head->pruned, head->position - static_cast<std::int64_t>(options_.entries));
  return Status::Ok();
}

void JournalTail::Run(std::stop_token stop) {
  const auto listening = announcer_.Listen(kJournalChannel, [this] { wake_up_.Ring(); });
  while (!stop.stop_requested()) {
    if (auto read = Poll(); !read) {
      Log(LogLevel::kWarning, "the journal could not be read; trying again",
          {{"reason", std::string(read.error().reason().name)}, {"cause", read.error().cause()}});
    }
    wake_up_.WaitFor(stop, options_.poll);
  }
}

Status JournalTail::Poll() {
  while (true) {
    auto page = JournalStore::Read(database_, Deadline::In(kPatience),
                                   {position(), std::numeric_limits<std::int64_t>::max()}, kPage);
    if (!page) return page.error();
    if (page->empty()) return Status::Ok();
    Add(*page);
    watchers_.WakeAll();
    streams_.WakeFor(*page);
    if (static_cast<std::int64_t>(page->size()) < kPage) return Status::Ok();
  }
}

JournalTail::Kept JournalTail::Formed(JournalEntry entry) const {
  entry.form = streams_.empty() ? std::string() : form_(entry);
  return std::make_shared<const JournalEntry>(std::move(entry));
}

void JournalTail::Add(JournalEntries& entries) {
  if (!streams_.empty()) {
    for (Kept& entry : entries) entry = Formed(*entry);
  }
  const std::lock_guard lock(mutex_);
  for (const auto& entry : entries) {
    if (entry->position != before_ + static_cast<std::int64_t>(kept_.size()) + 1) {
      kept_.clear();  // what lies between was pruned before it was read
      bytes_ = 0;
      before_ = entry->position - 1;
    }
    kept_.push_back(entry);
    bytes_ += SizeOf(*entry);
    if (WithholdingOf(entry->event.type) == Withholding::kBegins) {
      WithholdEarlier(entry->event.subject);
    }
  }
  while (!kept_.empty() && (kept_.size() > options_.entries || bytes_ > options_.bytes)) {
    bytes_ -= SizeOf(*kept_.front());
    kept_.pop_front();
    ++before_;
  }
}

// As the journal's rows were when the revocation was written.
void JournalTail::WithholdEarlier(const std::string& subject) {
  for (auto& entry : kept_) {
    if (entry->event.subject != subject || entry->withheld) continue;
    if (WithholdingOf(entry->event.type) != Withholding::kNone) continue;
    JournalEntry changed = *entry;
    changed.withheld = true;
    bytes_ -= SizeOf(*entry);
    entry = Formed(std::move(changed));
    bytes_ += SizeOf(*entry);
  }
}

std::optional<JournalEntries> JournalTail::After(std::int64_t position, std::size_t limit) const {
  const std::lock_guard lock(mutex_);
  if (position < before_) return std::nullopt;
  const auto skipped = static_cast<std::size_t>(position - before_);
  if (skipped >= kept_.size()) return JournalEntries();
  const auto first = kept_.begin() + static_cast<std::ptrdiff_t>(skipped);
  const auto count = static_cast<std::ptrdiff_t>(std::min(limit, kept_.size() - skipped));
  return JournalEntries(first, first + count);
}

std::int64_t JournalTail::position() const {
  const std::lock_guard lock(mutex_);
  return before_ + static_cast<std::int64_t>(kept_.size());
}

}  // namespace sinergi::notifications
