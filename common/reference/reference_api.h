#pragma once

#include <vector>

#include "common/identity/permissions.h"
#include "common/offices/offices.h"
#include "common/regions/regions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"

namespace sinergi {

// sinergi.reference.v1.ReferenceService: areas and offices over the wire, the same in every
// process. What it is given outlives it.
class ReferenceApi {
 public:
  struct Dependencies {
    const Regions& regions;
    const Offices& offices;
    const Clock& clock;
    const PageTokens& page_tokens;
  };

  explicit ReferenceApi(const Dependencies& dependencies);

  const RpcService& service() const { return service_; }
  static std::vector<PermissionRow> Permissions();

 private:
  RpcService service_{"sinergi.reference.v1.ReferenceService"};
};

}  // namespace sinergi
