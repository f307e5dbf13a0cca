#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/identity/permissions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"

namespace sinergi {

// The database with the outbox of one service that this process holds.
struct OperatedService {
  Database* database;
};

// sinergi.operations.v1.OperationsService: what operators do with the services of this process.
// What it is given outlives it.
class OperationsApi {
 public:
  struct Dependencies {
    std::map<std::string, OperatedService> services;  // by name: "referrals"
    const Clock& clock;
    const PageTokens& page_tokens;
  };

  explicit OperationsApi(const Dependencies& dependencies);

  const RpcService& service() const { return service_; }
  static std::vector<PermissionRow> Permissions();

 private:
  RpcService service_{"sinergi.operations.v1.OperationsService"};
};

}  // namespace sinergi
