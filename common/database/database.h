#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/database/migrations.h"
#include "common/database/value.h"
#include "common/result/result.h"
#include "common/time/deadline.h"

namespace sinergi {

// One SQL statement, the same text for every database: parameters are $1, $2, …, columns are named.
// Declared as a constant in storage: constexpr Statement kFind{R"sql(SELECT …)sql"}. What SQLite
// cannot say in the same words has its own text there.
struct Statement {
  std::string_view sql;
  std::string_view sqlite = {};

  constexpr std::string_view ForSqlite() const { return sqlite.empty() ? sql : sqlite; }
};

// With whose rights a piece of work uses a database that knows roles: those of the service's user,
// or of less than that, for work which nobody asks for. What each may do, migrations grant.
enum class DatabaseRole {
  kUser,
  kRelay,   // publishes what the outbox holds, and prunes it
  kTimers,  // finds what is due; what it then does, it does as the user
};

// As databases call it: "sinergi_relay"; nothing for kUser.
std::string_view NameOf(DatabaseRole role);

// How a piece of work may use the database: until when, in whose name, and with whose rights. A
// database with row-level security shows protected rows to those only who are named in them,
// whatever a statement asks for; a deadline alone names nobody, who sees none of them and may still
// write new ones.
struct Terms {
  // NOLINTNEXTLINE(google-explicit-constructor): most work names nobody
  Terms(Deadline until) : deadline(until) {}
  Terms(Deadline until, std::string who) : deadline(until), viewer(std::move(who)) {}
  Terms(Deadline until, DatabaseRole as) : deadline(until), role(as) {}

  Deadline deadline;
  std::string viewer;
  DatabaseRole role = DatabaseRole::kUser;
};

// The scope of one transaction, handed to Database::Transact's function and valid only inside it.
// Used by one thread at a time.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Queues a statement whose rows nobody waits for. It may be sent only with the next Query or the
  // commit, so an error of it appears there, and the transaction fails as a whole.
  virtual void Execute(const Statement& statement, Values parameters) = 0;

  // Runs what is queued, then this, and waits for its rows (of a SELECT or of RETURNING).
  virtual Result<Rows> Query(const Statement& statement, Values parameters) = 0;

  // Like Query, and locks the rows until the end of the transaction. The statement is a plain
  // SELECT.
  virtual Result<Rows> QueryForUpdate(const Statement& statement, Values parameters) = 0;

  // Like QueryForUpdate, but leaves out rows that somebody else has locked and waits for nobody.
  // Where one writer at a time has the whole database (SQLite), nobody else has.
  virtual Result<Rows> QueryFreeForUpdate(const Statement& statement, Values parameters) = 0;

  // Like Query once for each of `parameters`, in that order, waiting once for all: the rows of
  // each.
  virtual Result<std::vector<Rows>> QueryEach(const Statement& statement,
                                              std::vector<Values> parameters) = 0;
  virtual Result<std::vector<Rows>> QueryEachForUpdate(const Statement& statement,
                                                       std::vector<Values> parameters) = 0;
};

using Work = std::function<Status(Transaction&)>;

// One service's database. Safe from any thread.
//
// Errors: UNAVAILABLE (with a delay) when it cannot be reached or is busy, DEADLINE_EXCEEDED when
// the caller's time is over, CONSTRAINT_VIOLATED with the constraint's name in the variable
// `constraint`, INTERNAL for the rest. What the database said is only in the cause.
class Database {
 public:
  virtual ~Database() = default;

  // Runs `work` in one transaction: commits when it returns OK, rolls back and returns its error
  // otherwise. OK means durable; a commit that fails is an error. `work` may run more than once
  // (after a deadlock, a serialisation failure, a lost connection), so it touches nothing outside.
  // The connection may be lost while the commit is on its way: then `work` runs again though it may
  // have committed. So it does no harm twice: its first statement inserts a row whose key collides
  // with its own first run (request_ids), or it changes nothing that is as it should be.
  virtual Status Transact(const Terms& terms, const Work& work) = 0;

  // Applies what is missing of a component's migrations, in order, each in a transaction of its
  // own. FAILED_PRECONDITION when a step was applied with another content.
  virtual Status Migrate(const std::string& component,
                         const std::vector<Migration>& migrations) = 0;

  // One reading statement on its own.
  virtual Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) = 0;
};

// Whether `error` says that the constraint of this name was broken. Names: those of CREATE UNIQUE
// INDEX and of CONSTRAINT … CHECK; `<table>_pkey` for a primary key.
bool Violates(const Error& error, std::string_view constraint);

}  // namespace sinergi
