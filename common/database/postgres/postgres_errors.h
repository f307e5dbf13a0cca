#pragma once

#include "common/database/postgres/postgres_handles.h"
#include "common/result/error.h"

namespace sinergi {

// Why a statement or a connection failed.
struct PostgresFailure {
  Error error;
  bool again = false;    // the same transaction may succeed when it is run once more
  bool retired = false;  // this connection is of no use any more
};

// What the server's answer says, by its SQLSTATE. The cause holds the server's sentence, but
// nothing that may repeat a value: no detail, and no sentence about data that cannot be read.
PostgresFailure FailureOf(const PGresult* answer);

// The connection broke; what libpq says of it is the cause.
PostgresFailure LostConnection(const char* cause);

}  // namespace sinergi
