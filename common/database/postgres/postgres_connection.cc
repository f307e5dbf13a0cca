#include "common/database/postgres/postgres_connection.h"

#include <poll.h>

#include <array>
#include <cerrno>
#include <limits>

#include "common/database/postgres/postgres_errors.h"

namespace sinergi {
namespace {

// Whether the descriptor was ready before the deadline.
bool Poll(int descriptor, short events, Deadline deadline) {
  pollfd waiting{descriptor, events, 0};
  while (true) {
    const auto left = std::min<std::int64_t>(deadline.Left().count(), 3'600'000);
    const int ready = poll(&waiting, 1, static_cast<int>(left));
    if (ready > 0 || (ready < 0 && errno != EINTR)) return true;  // an error shows at the next use
    if (deadline.Passed()) return false;
  }
}

// What precedes the URL may be overridden by it, what follows may not.
ConnectionHandle Start(const PostgresOptions& options) {
  const std::array<const char*, 8> names{
      "fallback_application_name", "keepalives_idle", "keepalives_interval", "keepalives_count",
      "tcp_user_timeout",          "dbname",          "client_encoding",     nullptr};
  const std::array<const char*, 8> values{options.application.c_str(), "30",   "10",   "3", "15000",
                                          options.url.c_str(),         "UTF8", nullptr};
  constexpr int kDatabaseNameIsUrl = 1;
  return ConnectionHandle(PQconnectStartParams(names.data(), values.data(), kDatabaseNameIsUrl));
}

void IgnoreNotice(void* /*unused*/, const PGresult* /*notice*/) {}

// Goes on with connecting until it is done or has failed; false when the deadline came first.
bool Connect(PGconn* handle, Deadline deadline) {
  auto state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!Poll(PQsocket(handle), events, deadline)) return false;
    state = PQconnectPoll(handle);
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<PostgresConnection>> PostgresConnection::Open(const PostgresOptions& options,
                                                                     PostgresCanceller& canceller,
                                                                     Deadline deadline) {
  ConnectionHandle handle = Start(options);
  if (handle == nullptr) return LostConnection("no memory").error;
  PQsetNoticeReceiver(handle.get(), IgnoreNotice, nullptr);
  const Deadline limit = Deadline::At(std::min(deadline.at(), Deadline::In(options.connect).at()));
  if (PQstatus(handle.get()) != CONNECTION_BAD && !Connect(handle.get(), limit)) {
    return LostConnection("the server did not answer in time").error;
  }
  if (PQstatus(handle.get()) != CONNECTION_OK || PQsetnonblocking(handle.get(), 1) != 0 ||
      PQenterPipelineMode(handle.get()) != 1) {
    return LostConnection(PQerrorMessage(handle.get())).error;
  }
  return std::unique_ptr<PostgresConnection>(new PostgresConnection(std::move(handle), canceller));
}

bool PostgresConnection::WaitForAnswer(Deadline deadline) {
  while (true) {
    const int unsent = PQflush(handle_.get());
    if (unsent < 0 || PQisBusy(handle_.get()) == 0) return true;
    const short events = unsent > 0 ? POLLIN | POLLOUT : POLLIN;
    if (!Poll(PQsocket(handle_.get()), events, deadline)) return false;
    if (PQconsumeInput(handle_.get()) == 0) return true;
  }
}

void PostgresConnection::Cancel() {
  retired_ = true;
  canceller_.Cancel(CancelHandle(PQgetCancel(handle_.get())));
}

bool PostgresConnection::IsReusable() const {
  return !retired_ && PQstatus(handle_.get()) == CONNECTION_OK &&
         PQtransactionStatus(handle_.get()) == PQTRANS_IDLE;
}

bool PostgresConnection::LooksAlive() const {
  return !Poll(PQsocket(handle_.get()), POLLIN, Deadline::In(std::chrono::milliseconds(0)));
}

}  // namespace sinergi
