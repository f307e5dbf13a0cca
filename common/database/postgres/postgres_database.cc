#include "common/database/postgres/postgres_database.h"

#include "common/database/postgres/postgres_impl.h"
#include "common/database/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr int kTries = 6;
constexpr std::chrono::milliseconds kFirstPause{10};
constexpr std::chrono::milliseconds kPauseOfOpen{250};

// The user and the two roles that it takes: who of them the policies do not hold.
constexpr Statement kAbovePolicies{R"sql(
  SELECT CAST(rolname AS TEXT) FROM pg_roles
  WHERE rolname IN (current_user, $1, $2) AND (rolsuper OR rolbypassrls))sql"};

constexpr Statement kUserName{"SELECT CAST(current_user AS TEXT)"};

Values RoleNames() {
  return {std::string(NameOf(DatabaseRole::kRelay)), std::string(NameOf(DatabaseRole::kTimers))};
}

// Where a URL leads, for people; nothing when it cannot be read. The password stays out.
std::optional<Variables> PlaceOf(const std::string& url) {
  if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) return std::nullopt;
  const OptionsHandle options(PQconninfoParse(url.c_str(), nullptr));
  if (options == nullptr) return std::nullopt;
  Variables place{{"host", "localhost"}, {"database", ""}};
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    if (std::string_view(option->keyword) == "host") place[0].second = option->val;
    if (std::string_view(option->keyword) == "port") {
      place[0].second += ":" + std::string(option->val);
    }
    if (std::string_view(option->keyword) == "dbname") place[1].second = option->val;
  }
  return place;
}

}  // namespace

Status PostgresDatabase::Impl::Persist(Deadline deadline, const Use& use) {
  auto pause = std::chrono::milliseconds(0);
  for (int attempt = 1;; ++attempt) {
    const PostgresAttempt tried = TryOnce(deadline, use);
    if (tried.status || !tried.again || attempt == kTries) return tried.status;
    if (!Pause(pause, deadline)) return tried.status;
    pause = std::max(kFirstPause, pause * 2);
  }
}

PostgresAttempt PostgresDatabase::Impl::TryOnce(Deadline deadline, const Use& use) {
  if (deadline.Passed()) return {Error::Of(reasons::kDeadlineExceeded)};
  auto session = pool.Borrow(deadline);
  if (!session) return {session.error(), session.error().code() == ErrorCode::kUnavailable};
  PostgresAttempt attempt = use(**session);
  const auto& failure = (*session)->failure();
  if ((failure && failure->retired) || (*session)->connection().IsBroken()) pool.CloseIdle();
  return attempt;
}

bool PostgresDatabase::Impl::Pause(std::chrono::milliseconds time, Deadline deadline) {
  if (deadline.Left() <= time) return false;
  std::unique_lock lock(pause_mutex_);
  const auto end = Deadline::In(time).at();
  nobody_rings_.wait_until(lock, end, [&] { return Deadline::Clock::now() >= end; });
  return true;
}

PostgresDatabase::PostgresDatabase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PostgresDatabase::~PostgresDatabase() = default;

Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::Open(const PostgresOptions& options) {
  const auto place = PlaceOf(options.url);
  if (!place) return Error::Of(reasons::kDatabaseUrlInvalid);
  auto impl = std::make_unique<Impl>(options);
  const Deadline deadline = Deadline::In(options.patience);
  while (true) {
    const auto session = impl->pool.Borrow(deadline);
    if (session) break;
    if (!impl->Pause(kPauseOfOpen, deadline)) {
      return Error::Of(reasons::kDatabaseUnreachable, *place).Because(session.error().cause());
    }
  }
  std::unique_ptr<PostgresDatabase> opened(new PostgresDatabase(std::move(impl)));
  if (options.held_by_policies) {
    if (auto held = opened->CheckHeld(deadline); !held) return held.error();
  }
  if (options.takes_roles) {
    if (auto taken = opened->CheckRoles(deadline); !taken) return taken.error();
  }
  return opened;
}

Status PostgresDatabase::CheckHeld(Deadline deadline) {
  const auto rows = Query(deadline, kAbovePolicies, RoleNames());
  if (!rows) return rows.error();
  if (rows->empty()) return Status::Ok();
  return Error::Of(reasons::kDatabaseUserTooPowerful, {{"user", rows->front().Text(0)}});
}

// By taking them: what says that a user may is not the same in every version of the server.
Status PostgresDatabase::CheckRoles(Deadline deadline) {
  const auto user = Query(deadline, kUserName, {});
  if (!user) return user.error();
  for (const DatabaseRole role : {DatabaseRole::kRelay, DatabaseRole::kTimers}) {
    const auto taken = Query({deadline, role}, kUserName, {});
    if (taken) continue;
    if (taken.error().code() != ErrorCode::kInternal) return taken.error();
    return Error::Of(reasons::kDatabaseRolesMissing, {{"user", user->front().Text(0)}})
        .Because(taken.error().cause());
  }
  return Status::Ok();
}

Status PostgresDatabase::Transact(const Terms& terms, const Work& work) {
  return impl_->Persist(terms.deadline, [&](PostgresSession& session) {
    PostgresTransaction transaction(session, terms);
    const Status worked = work(transaction);
    return transaction.End(worked);
  });
}

Result<Rows> PostgresDatabase::Query(const Terms& terms, const Statement& statement,
                                     Values parameters) {
  Result<Rows> rows = Rows();
  const auto use = [&](PostgresSession& session) -> PostgresAttempt {
    session.Reset();
    QueueTerms(session, terms);
    session.Queue(statement.sql, parameters);
    if (!session.Sync(terms.deadline)) return {session.failure()->error, session.failure()->again};
    rows = session.TakeRows();
    return {Status::Ok()};
  };
  const Status done = impl_->Persist(terms.deadline, use);
  if (!done) return done.error();
  return rows;
}

}  // namespace sinergi
