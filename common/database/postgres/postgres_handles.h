#pragma once

#include <libpq-fe.h>

#include <memory>

namespace sinergi {

// Owners of what libpq hands out.
struct CloseConnection {
  void operator()(PGconn* handle) const { PQfinish(handle); }
};
struct ClearResult {
  void operator()(PGresult* handle) const { PQclear(handle); }
};
struct FreeCancel {
  void operator()(PGcancel* handle) const { PQfreeCancel(handle); }
};
struct FreeOptions {
  void operator()(PQconninfoOption* handle) const { PQconninfoFree(handle); }
};

using ConnectionHandle = std::unique_ptr<PGconn, CloseConnection>;
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;
using CancelHandle = std::unique_ptr<PGcancel, FreeCancel>;
using OptionsHandle = std::unique_ptr<PQconninfoOption, FreeOptions>;

}  // namespace sinergi
