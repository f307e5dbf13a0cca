#include "services/notifications/application/contact_notices.h"

#include <algorithm>

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "services/notifications/storage/delivery_lists.h"
#include "services/notifications/storage/subscription_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{10};
constexpr std::chrono::seconds kPoll{1};
constexpr std::chrono::minutes kWhileSending{5};
constexpr std::chrono::minutes kFirstRetry{1};
constexpr std::int64_t kDoublings = 6;

// What became of the subscription, in both languages.
std::string StateText(SubscriptionState state) {
  switch (state) {
    case SubscriptionState::kGone:
      return "Endpoint menjawab 410 Gone; pengiriman berakhir.\n"
             "The endpoint answered 410 Gone; deliveries have ended.\n";
    case SubscriptionState::kSuspended:
      return "Endpoint terus gagal; pengiriman ditangguhkan.\n"
             "The endpoint kept failing; deliveries are suspended.\n";
    default:
      return {};
  }
}

Mail MailOf(const Subscription& subscription, const NoticeRow& notice, std::int64_t dead) {
  const std::string id = subscription.id.ToString();
  const std::string count = std::to_string(dead);
  Mail mail;
  mail.to = subscription.webhook->contact;
  mail.subject = "Sinergi: webhook " + id;
  mail.id = id + "-" + std::to_string(ToMicroseconds(notice.since));
  mail.text = "Langganan / subscription: " + subscription.display_name + " (" + id + ")\n\n" +
              StateText(subscription.state) + "Pengiriman yang dihentikan: " + count +
              "\nDeliveries given up: " + count +
              "\n\nLihat dan kirim ulang / see and replay:\n"
              "  sinergi subscription deliveries " +
              id +
              " --state dead\n"
              "  sinergi subscription replay " +
              id + " --dead\n";
  return mail;
}

}  // namespace

void ContactNotices::Run(std::stop_token stop) {
  WakeUp pause;
  while (!stop.stop_requested()) {
    const auto told = TellOne();
    if (!told) {
      Log(LogLevel::kWarning, "a contact could not be told", {{"cause", told.error().cause()}});
    }
    if (!told || !*told) pause.WaitFor(stop, kPoll);
  }
}

Result<bool> ContactNotices::TellOne() {
  std::optional<NoticeRow> notice;
  const Status taken = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const Instant now = clock_.Now();
    auto due = NoticeStore::Take(tx, now, now + kWhileSending);
    if (!due) return due.error();
    notice = *std::move(due);
    return Status::Ok();
  });
  if (!taken) return taken.error();
  if (!notice) return false;
  if (auto told = Tell(*notice); !told) {
    Log(LogLevel::kWarning, "a contact could not be told; trying again",
        {{"subscription", notice->subscription.ToString()}, {"cause", told.error().cause()}});
    const auto doubled = kFirstRetry * (std::int64_t{1} << std::min(notice->attempts, kDoublings));
    if (auto noted = Note(
            [&](Transaction& tx) { NoticeStore::SetFailed(tx, *notice, clock_.Now() + doubled); });
        !noted) {
      return noted.error();
    }
  }
  return true;
}

Status ContactNotices::Tell(const NoticeRow& notice) {
  const auto found =
      SubscriptionStore::Find(database_, Deadline::In(kPatience), notice.subscription);
  if (!found) return found.error();
  if (!*found || !(*found)->webhook) {
    return Note([&](Transaction& tx) { NoticeStore::Delete(tx, notice.subscription); });
  }
  const auto counts =
      DeliveryLists::CountByState(database_, Deadline::In(kPatience), notice.subscription);
  if (!counts) return counts.error();
  if ((*found)->webhook->contact.empty() || !mail_.HasServer()) {
    Log(LogLevel::kWarning, "deliveries were given up, and there is no contact or no mail server",
        {{"subscription", notice.subscription.ToString()}, {"dead", std::to_string(counts->dead)}});
  } else if (auto sent = mail_.Send(MailOf(**found, notice, counts->dead)); !sent) {
    return sent;
  }
  return Note([&](Transaction& tx) { NoticeStore::SetTold(tx, notice, clock_.Now() + kPause); });
}

Status ContactNotices::Note(const std::function<void(Transaction&)>& change) {
  return database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) {
    change(tx);
    return Status::Ok();
  });
}

}  // namespace sinergi::notifications
