#pragma once

#include <chrono>
#include <string>

#include "common/result/result.h"
#include "common/time/clock.h"

namespace sinergi {

// One mail of plain text. Neither address nor subject holds control characters; the subject is
// ASCII.
struct Mail {
  std::string to;
  std::string subject;
  std::string text;  // UTF-8, lines end with \n
  std::string id;    // of the Message-ID, the same when it is sent again: letters, digits and -
};

// Hands mails to one server. Any thread.
class MailSender {
 public:
  struct Options {
    std::string url;      // smtp://host:25, or smtps://; empty: there is no server
    std::string from;     // the sender's mailbox
    std::string ca_file;  // PEM, for smtps; empty: the system's authorities
    std::chrono::milliseconds timeout{20'000};
  };

  MailSender(Options options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}

  bool HasServer() const { return !options_.url.empty(); }

  // OK once the server has taken it. UNAVAILABLE MAIL_FAILED with the cause. Blocks.
  Status Send(const Mail& mail) const;

 private:
  const Options options_;
  const Clock& clock_;
};

// The mail as RFC 5322 and MIME write it.
std::string FormatMail(const Mail& mail, const std::string& from, Instant now);

}  // namespace sinergi
