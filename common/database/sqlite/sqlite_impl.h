#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "common/database/sqlite/sqlite_connection.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/database/sqlite/turn.h"

namespace sinergi {

class SqliteDatabase::Impl {
 public:
  Impl() = default;
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // A connection for reading, or nullptr when none became free in time.
  SqliteConnection* BorrowReader(Deadline deadline);
  void ReturnReader(SqliteConnection* reader);

  int lock = -1;  // descriptor of the file that keeps other processes out

  Turn writing;
  std::unique_ptr<SqliteConnection> writer;  // used by who has the turn

  std::vector<std::unique_ptr<SqliteConnection>> readers;  // constant after Open
  std::mutex readers_mutex;
  std::condition_variable reader_returned;
  std::vector<SqliteConnection*> idle_readers;  // guarded by readers_mutex
};

}  // namespace sinergi
