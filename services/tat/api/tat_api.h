#pragma once

#include <string>
#include <vector>

#include "common/identity/permissions.h"
#include "common/offices/offices.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/tat/api/tat_proto.h"
#include "services/tat/application/tat_operations.h"

namespace sinergi::tat {

// TatService as a table of methods.
class TatApi {
 public:
  struct Dependencies {
    TatOperations& tat;
    const Offices& offices;
    const RoleTable& roles;
    const Clock& clock;
    const PageTokens& page_tokens;
    const std::string& hash_key;
  };

  explicit TatApi(const Dependencies& dependencies);

  const RpcService& service() const { return service_; }

 private:
  using Answer = Result<std::string>;

  template <class Request>
  void Serve(const std::string& name, Answer (TatApi::*method)(const Call&, const Request&));

  Answer Submit(const Call& call, const v1::SubmitTatRequestRequest& request);
  Answer Start(const Call& call, const v1::StartTatAssessmentRequest& request);
  Answer Conclude(const Call& call, const v1::ConcludeTatRequestRequest& request);
  Answer Return(const Call& call, const v1::ReturnTatRequestRequest& request);
  Answer Withdraw(const Call& call, const v1::WithdrawTatRequestRequest& request);
  Answer Get(const Call& call, const v1::GetTatRequestRequest& request);
  Answer GetCase(const Call& call, const v1::GetTatCaseRequest& request);
  Answer GetRecommendation(const Call& call, const v1::GetTatRecommendationRequest& request);
  Answer List(const Call& call, const v1::ListTatRequestsRequest& request);
  Answer ListWaiting(const Call& call, const v1::ListWaitingTatRequestsRequest& request);

  TatContext ContextOf(const Call& call) const;

  template <class Response, class Request>
  Answer Take(const Call& call, const Request& request, FieldChecks checks,
              const TatStepFacts& facts);
  template <class Response>
  Answer Page(const Call& call, const std::string& filter, std::int64_t limit,
              Result<std::vector<TatRequest>> found, Instant TatRequestData::*key) const;

  const Dependencies use_;
  RpcService service_{"sinergi.tat.v1.TatService"};
};

}  // namespace sinergi::tat
