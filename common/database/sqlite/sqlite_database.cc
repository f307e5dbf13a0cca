#include "common/database/sqlite/sqlite_database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>

#include "common/database/reasons.h"
#include "common/database/sqlite/sqlite_connection.h"
#include "common/database/sqlite/sqlite_impl.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

// A statement that failed stays the transaction's outcome, whatever the work says afterwards.
class SqliteTransaction final : public Transaction {
 public:
  SqliteTransaction(SqliteConnection& connection, Deadline deadline)
      : connection_(connection), deadline_(deadline) {}

  void Execute(const Statement& statement, Values parameters) override {
    (void)static_cast<bool>(Query(statement, std::move(parameters)));
  }

  Result<Rows> Query(const Statement& statement, Values parameters) override {
    if (!outcome_) return outcome_.error();
    auto rows = connection_.Run(statement.ForSqlite(), parameters, deadline_);
    if (!rows) outcome_ = rows.error();
    return rows;
  }

  // The transaction began IMMEDIATE: nobody else writes until it ends.
  Result<Rows> QueryForUpdate(const Statement& statement, Values parameters) override {
    return Query(statement, std::move(parameters));
  }

  Result<Rows> QueryFreeForUpdate(const Statement& statement, Values parameters) override {
    return Query(statement, std::move(parameters));
  }

  Result<std::vector<Rows>> QueryEach(const Statement& statement,
                                      std::vector<Values> parameters) override {
    std::vector<Rows> each;
    for (Values& values : parameters) {
      auto rows = Query(statement, std::move(values));
      if (!rows) return rows.error();
      each.push_back(*std::move(rows));
    }
    return each;
  }

  Result<std::vector<Rows>> QueryEachForUpdate(const Statement& statement,
                                               std::vector<Values> parameters) override {
    return QueryEach(statement, std::move(parameters));
  }

  const Status& outcome() const { return outcome_; }

 private:
  SqliteConnection& connection_;
  Deadline deadline_;
  Status outcome_;
};

// Ends what is still open, also when the work threw.
class RollbackUnlessCommitted {
 public:
  explicit RollbackUnlessCommitted(SqliteConnection& connection) : connection_(connection) {}
  ~RollbackUnlessCommitted() {
    if (connection_.InTransaction()) (void)connection_.RunScript("ROLLBACK").operator bool();
  }
  RollbackUnlessCommitted(const RollbackUnlessCommitted&) = delete;
  RollbackUnlessCommitted& operator=(const RollbackUnlessCommitted&) = delete;

 private:
  SqliteConnection& connection_;
};

Result<int> LockFile(const std::filesystem::path& file) {
  const std::string path = file.string() + ".lock";
  const Error unusable = Error::Of(reasons::kDatabaseUnusable, {{"file", file.string()}});
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return unusable.Because("cannot open " + path);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor);
    return unusable.Because("another process holds " + path);
  }
  return descriptor;
}

}  // namespace

SqliteDatabase::Impl::~Impl() {
  if (lock >= 0) close(lock);
}

SqliteConnection* SqliteDatabase::Impl::BorrowReader(Deadline deadline) {
  std::unique_lock guard(readers_mutex);
  const bool found =
      reader_returned.wait_until(guard, deadline.at(), [this] { return !idle_readers.empty(); });
  if (!found) return nullptr;
  SqliteConnection* reader = idle_readers.back();
  idle_readers.pop_back();
  return reader;
}

void SqliteDatabase::Impl::ReturnReader(SqliteConnection* reader) {
  {
    const std::lock_guard guard(readers_mutex);
    idle_readers.push_back(reader);
  }
  reader_returned.notify_one();
}

SqliteDatabase::SqliteDatabase(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SqliteDatabase::~SqliteDatabase() = default;

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::Open(const SqliteOptions& options) {
  auto impl = std::make_unique<Impl>();
  auto lock = LockFile(options.file);
  if (!lock) return lock.error();
  impl->lock = *lock;
  auto writer = SqliteConnection::Open(options.file);
  if (!writer) return writer.error();
  impl->writer = *std::move(writer);
  for (int i = 0; i < options.readers; ++i) {
    auto reader = SqliteConnection::Open(options.file);
    if (!reader) return reader.error();
    impl->idle_readers.push_back(reader->get());
    impl->readers.push_back(*std::move(reader));
  }
  return std::unique_ptr<SqliteDatabase>(new SqliteDatabase(std::move(impl)));
}

Status SqliteDatabase::Transact(const Terms& terms, const Work& work) {
  const Deadline deadline = terms.deadline;
  const Turn::Taken turn = impl_->writing.Take(deadline);
  if (!turn) return Error::Of(reasons::kDeadlineExceeded);
  SqliteConnection& connection = *impl_->writer;
  if (auto begun = connection.Run("BEGIN IMMEDIATE", {}, deadline); !begun) return begun.error();
  const RollbackUnlessCommitted rollback(connection);
  SqliteTransaction transaction(connection, deadline);
  Status done = work(transaction);
  if (!transaction.outcome()) done = transaction.outcome();
  if (done) {
    auto committed = connection.Run("COMMIT", {}, Deadline::In(std::chrono::minutes(1)));
    if (!committed) done = committed.error();
  }
  return done;
}

Result<Rows> SqliteDatabase::Query(const Terms& terms, const Statement& statement,
                                   Values parameters) {
  const Deadline deadline = terms.deadline;
  SqliteConnection* reader = impl_->BorrowReader(deadline);
  if (reader == nullptr) return Error::Of(reasons::kDeadlineExceeded);
  auto rows = reader->Run(statement.ForSqlite(), parameters, deadline);
  impl_->ReturnReader(reader);
  return rows;
}

}  // namespace sinergi
