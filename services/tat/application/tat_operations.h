#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/offices/offices.h"
#include "common/privacy/vault.h"
#include "services/tat/application/tat_changes.h"
#include "services/tat/domain/tat_policy.h"
#include "services/tat/storage/tat_store.h"
#include "services/tat/storage/tat_texts.h"

namespace sinergi::tat {

// What is sealed, opened: bytes as they were given. Nothing here reads them.
struct OpenedCase {
  std::string tat_case;
  std::string return_note;  // empty when there is none
};

// What a step says besides that it is taken.
struct TatStepFacts {
  TatStep step;
  std::optional<ReturnReason> returned = {};       // of kReturn
  std::optional<WithdrawalReason> withdrawn = {};  // of kWithdraw
  std::string text = {};  // kept sealed: the recommendation, or why it is given back
};

// The use cases of integrated assessments. Errors besides those named: as TatChanges has them. Safe
// from any thread.
class TatOperations {
 public:
  // All given outlive it.
  TatOperations(Database& database, Changes& changes, const Outbox& outbox, Vault& vault,
                const TatPolicy& policy, const Clock& clock);

  // The caller's side asks the office, which exists. PERMISSION_DENIED INVESTIGATOR_OF_NOBODY;
  // FAILED_PRECONDITION TAT_POLICY_MISSING.
  Result<std::string> Submit(const TatContext& context, const ChangeRequest& request,
                             const std::string& office, const std::string& tat_case,
                             const TatAnswer& answer);

  // The team's to start, conclude and return; the investigator's to withdraw. PERMISSION_DENIED
  // NOT_THE_TEAM, NOT_THE_INVESTIGATOR; FAILED_PRECONDITION TAT_STATE_WRONG.
  Result<std::string> Take(const TatContext& context, const ChangeRequest& request,
                           const TatTarget& target, const TatStepFacts& facts,
                           const TatAnswer& answer);

  // NOT_FOUND TAT_REQUEST_NOT_FOUND.
  Result<TatRequest> Get(const TatContext& context, TatRequestId id);
  Result<TatRequest> Get(const TatContext& context, const std::string& reference);
  Result<std::vector<TatRequest>> List(const TatContext& context, const TatQuery& query);
  // What the caller's team owes; nothing for who is of none.
  Result<std::vector<TatRequest>> ListWaiting(const TatContext& context, TatWaitingQuery query);

  // Recorded as evidence before it is answered. PERMISSION_DENIED NOT_A_PARTY_OF_TAT;
  // FAILED_PRECONDITION TAT_STATE_WRONG where there is no recommendation.
  Result<OpenedCase> ReadCase(const TatContext& context, TatRequestId id);
  Result<std::string> ReadRecommendation(const TatContext& context, TatRequestId id);

 private:
  Result<CaseId> RecordReading(const TatContext& context, TatRequestId id,
                               const std::string& permission, bool needs_recommendation);
  Result<std::optional<std::string>> Open(const TatContext& context, CaseId id, TatTextKind kind);
  Status KeepText(Transaction& tx, const TatRequest& request, const TatStepFacts& facts);

  Database& database_;
  Changes& changes_;
  const Outbox& outbox_;
  Vault& vault_;
  const TatPolicy& policy_;
  const Clock& clock_;
  const TatChanges tat_changes_;
};

}  // namespace sinergi::tat
