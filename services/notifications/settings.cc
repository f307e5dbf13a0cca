#include "services/notifications/settings.h"

#include "common/http/address_guard.h"
#include "common/settings/reasons.h"
#include "common/settings/values.h"
#include "services/notifications/domain/reasons.h"
#include "services/notifications/domain/webhook.h"

namespace sinergi::notifications {
namespace {

// Below, a stream would send nothing but heartbeats.
constexpr std::chrono::seconds kShortestHeartbeat{1};

}  // namespace

void Settings::AddTo(SettingsTable& table) {
  table.Add(&heartbeat, "notifications_heartbeat",
            "After how much quiet a stream shows that it lives.");
  table.Add(&tail_entries, "notifications_tail_entries", 1, 10'000'000,
            "How many of the journal's latest events are kept in memory for all streams.");
  table.Add(&tail_bytes, "notifications_tail_bytes", 1, std::int64_t{1} << 40,
            "How many bytes these may take, about.");
  table.Add(&journal_retention, "notifications_journal_retention",
            "How long events are kept for subscribers that were away.");
  table.Add(&webhook_pauses, "notifications_webhook_pauses",
            "How long a webhook's delivery waits after its first, second, … failure; then it is "
            "given up.");
  table.Add(&webhook_timeout, "notifications_webhook_timeout",
            "How long an endpoint may take to answer.");
  table.Add(&webhook_at_once, "notifications_webhook_at_once", 1, 1000,
            "How many requests may be on their way to one webhook.");
  table.Add(&webhook_per_minute, "notifications_webhook_per_minute", 1, 10'000'000,
            "How many requests one webhook gets in a minute at most.");
  table.Add(&webhook_suspend_after, "notifications_webhook_suspend_after",
            "After how long of nothing but failures a webhook is left alone.");
  table.Add(&webhook_networks, "notifications_webhook_networks",
            "Addresses that webhooks may lead to though they are not public, with commas: "
            "127.0.0.0/8,::1 for a try on one machine.");
  table.Add(&webhook_ca_file, "notifications_webhook_ca_file",
            "PEM file of authorities for endpoints' certificates; empty: the system's.");
  table.Add(&webhook_client_certificate, "notifications_webhook_client_certificate",
            "PEM file of a certificate for endpoints that ask for one.");
  table.Add(&webhook_client_key, "notifications_webhook_client_key", "PEM file of its key.");
  table.Add(&delivery_retention, "notifications_delivery_retention",
            "How long attempts, dead letters, replays and deleted subscriptions are kept.");
  table.Add(
      &mail_server, "notifications_mail_server",
      "smtp:// or smtps:// address of the server for mails to contacts; empty: none is sent.");
  table.Add(&mail_from, "notifications_mail_from", "Whose mailbox these mails come from.");
  table.Add(&mail_ca_file, "notifications_mail_ca_file",
            "PEM file of authorities for the mail server's certificate; empty: the system's.");
}

Result<std::vector<std::chrono::milliseconds>> Settings::WebhookPauses() const {
  std::vector<std::chrono::milliseconds> pauses;
  std::string_view rest = webhook_pauses;
  for (bool more = !rest.empty(); more;) {
    const std::size_t comma = rest.find(',');
    std::chrono::milliseconds pause{0};
    const Reason* const wrong = ReadDuration(rest.substr(0, comma), pause);
    if (wrong != nullptr) {
      return Error::Invalid({{"notifications_webhook_pauses",
                              &sinergi::reasons::kSettingMalformed,
                              {{"value", webhook_pauses}, {"form", "5s,5m,1h"}}}});
    }
    pauses.push_back(pause);
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
  }
  return pauses;
}

Status Settings::Check() const {
  if (const auto pauses = WebhookPauses(); !pauses) return pauses.error();
  if (!IsMailbox(mail_from) && mail_from != "sinergi@localhost") {
    return Error::Invalid({{"notifications_mail_from", &reasons::kContactMalformed, {}}});
  }
  const auto guard = AddressGuard::Parse(webhook_networks, "notifications_webhook_networks");
  if (!guard) return guard.error();
  if (heartbeat >= kShortestHeartbeat) return Status::Ok();
  return Error::Invalid({{"notifications_heartbeat",
                          &sinergi::reasons::kSettingOutOfRange,
                          {{"value", FormatDuration(heartbeat)},
                           {"least", FormatDuration(kShortestHeartbeat)},
                           {"most", FormatDuration(kLongestDuration)}}}});
}

}  // namespace sinergi::notifications
