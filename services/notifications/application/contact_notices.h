#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

#include "common/database/database.h"
#include "common/http/mail_sender.h"
#include "common/time/clock.h"
#include "services/notifications/storage/notice_store.h"

namespace sinergi::notifications {

// Tells subscribers' contacts by mail that deliveries to their webhook were given up or have ended:
// at most once an hour each, and again until the mail server has taken it. Any thread.
class ContactNotices {
 public:
  static constexpr std::chrono::hours kPause{1};  // between two mails about one subscription

  ContactNotices(Database& database, const MailSender& mail, const Clock& clock)
      : database_(database), mail_(mail), clock_(clock) {}

  // Tells until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // The next that is due: whether there was one.
  Result<bool> TellOne();

 private:
  Status Tell(const NoticeRow& notice);
  Status Note(const std::function<void(Transaction&)>& change);

  Database& database_;
  const MailSender& mail_;
  const Clock& clock_;
};

}  // namespace sinergi::notifications
