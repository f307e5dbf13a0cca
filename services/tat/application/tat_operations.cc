#include "services/tat/application/tat_operations.h"

#include "common/evidence/evidence.h"
#include "common/result/reasons.h"
#include "services/tat/domain/reasons.h"
#include "services/tat/messaging/tat_events.h"
#include "services/tat/storage/tat_deadlines.h"

namespace sinergi::tat {
namespace {

constexpr int kReferenceTries = 3;

Status Apply(TatRequest& request, const TatStepFacts& facts, Instant now) {
  if (facts.returned) return request.Return(*facts.returned, now);
  if (facts.withdrawn) return request.Withdraw(*facts.withdrawn, now);
  return request.Take(facts.step, now);
}

Error Unreadable(CaseId id) {
  return Error::Of(::sinergi::reasons::kInternal).Because("no text of case " + id.ToString());
}

}  // namespace

TatOperations::TatOperations(Database& database, Changes& changes, const Outbox& outbox,
                             Vault& vault, const TatPolicy& policy, const Clock& clock)
    : database_(database),
      changes_(changes),
      outbox_(outbox),
      vault_(vault),
      policy_(policy),
      clock_(clock),
      tat_changes_(changes, outbox, clock) {}

Result<std::string> TatOperations::Submit(const TatContext& context, const ChangeRequest& request,
                                          const std::string& office, const std::string& tat_case,
                                          const TatAnswer& answer) {
  const Investigator investigator = InvestigatorOf(context);
  const Instant now = clock_.Now();
  std::optional<SealedPerson> sealed;
  const auto change = [&](Transaction& tx) -> Result<std::string> {
    if (investigator == Investigator()) return Error::Of(reasons::kInvestigatorOfNobody);
    const auto dates = policy_.Find(now);
    if (!dates) return Error::Of(reasons::kTatPolicyMissing);
    if (!sealed) {  // only now: a repeat makes nobody a key
      auto made = vault_.SealNew(now, tat_case);
      if (!made) return made.error();
      sealed = *std::move(made);
    }
    const TatRequest made({TatRequestId::Make(now), MakeTatReference(Uuid::Make(now)),
                           TatState::kSubmitted, investigator, office, CaseId{sealed->person}, now,
                           now, dates->due});
    TatStore::Insert(tx, made);
    TatTexts::Insert(tx, made.data().tat_case, TatTextKind::kCase, sealed->sealed);
    TatDeadlines::Insert(tx, {made.data().id, office, *dates});
    const Event event = TatRequestSubmitted(made, context.traceparent);
    outbox_.Append(tx, event);
    RecordEvidence(tx, {now, context.caller.subject, "tat.submit", event.subject, ""});
    return answer(made);
  };
  auto made = changes_.Once(request, TermsOf(context), change);
  for (int i = 1; i < kReferenceTries && !made; ++i) {
    if (!Violates(made.error(), "tat_requests_reference_key")) break;
    made = changes_.Once(request, TermsOf(context), change);
  }
  return made;
}

Result<std::string> TatOperations::Take(const TatContext& context, const ChangeRequest& request,
                                        const TatTarget& target, const TatStepFacts& facts,
                                        const TatAnswer& answer) {
  const bool is_teams = facts.step != TatStep::kWithdraw;
  const TatVerb verb{
      .permission = "tat." + std::string(StepName(facts.step)),
      .is_allowed = is_teams ? IsTeam : IsInvestigator,
      .refusal = is_teams ? &reasons::kNotTheTeam : &reasons::kNotTheInvestigator,
      .apply = [&](TatRequest& each, Instant now) { return Apply(each, facts, now); },
      .write = [&](Transaction& tx, const TatRequest& each) { return KeepText(tx, each, facts); },
      .announce =
          [&](const TatRequest& each) {
            return TatStepTaken(each, facts.step, context.traceparent);
          }};
  return tat_changes_.Take(context, request, target, verb, answer);
}

Status TatOperations::KeepText(Transaction& tx, const TatRequest& request,
                               const TatStepFacts& facts) {
  if (facts.text.empty()) return Status::Ok();
  const CaseId id = request.data().tat_case;
  // First, because sealing would give somebody who was forgotten a new key.
  const auto known = TatTexts::Find(tx, id, TatTextKind::kCase);
  if (!known) return known.error();
  if (!*known) return Unreadable(id);
  if (auto opened = vault_.Open(id.uuid, **known); !opened) return opened.error();
  auto sealed = vault_.Seal(id.uuid, facts.text);
  if (!sealed) return sealed.error();
  const bool concludes = facts.step == TatStep::kConclude;
  TatTexts::Insert(tx, id, concludes ? TatTextKind::kRecommendation : TatTextKind::kReturn,
                   *sealed);
  return Status::Ok();
}

Result<TatRequest> TatOperations::Get(const TatContext& context, TatRequestId id) {
  auto found = TatStore::Find(database_, TermsOf(context), id);
  if (!found) return found.error();
  if (!*found) return TatRequestNotFound(id.ToString());
  return **std::move(found);
}

Result<TatRequest> TatOperations::Get(const TatContext& context, const std::string& reference) {
  auto found = TatStore::Find(database_, TermsOf(context), reference);
  if (!found) return found.error();
  if (!*found) return TatRequestNotFound(reference);
  return **std::move(found);
}

Result<std::vector<TatRequest>> TatOperations::List(const TatContext& context,
                                                    const TatQuery& query) {
  return TatStore::List(database_, TermsOf(context), query);
}

Result<std::vector<TatRequest>> TatOperations::ListWaiting(const TatContext& context,
                                                           TatWaitingQuery query) {
  query.office = TeamOf(context);
  return TatStore::ListWaiting(database_, TermsOf(context), query);
}

Result<OpenedCase> TatOperations::ReadCase(const TatContext& context, TatRequestId id) {
  const auto tat_case = RecordReading(context, id, "tat.read_case", false);
  if (!tat_case) return tat_case.error();
  const auto opened = Open(context, *tat_case, TatTextKind::kCase);
  if (!opened) return opened.error();
  if (!*opened) return Unreadable(*tat_case);
  const auto note = Open(context, *tat_case, TatTextKind::kReturn);
  if (!note) return note.error();
  return OpenedCase{**opened, note->value_or("")};
}

Result<std::string> TatOperations::ReadRecommendation(const TatContext& context, TatRequestId id) {
  const auto tat_case = RecordReading(context, id, "tat.read_recommendation", true);
  if (!tat_case) return tat_case.error();
  const auto opened = Open(context, *tat_case, TatTextKind::kRecommendation);
  if (!opened) return opened.error();
  if (!*opened) return Unreadable(*tat_case);
  return **opened;
}

Result<CaseId> TatOperations::RecordReading(const TatContext& context, TatRequestId id,
                                            const std::string& permission,
                                            bool needs_recommendation) {
  CaseId tat_case;
  const Status recorded = database_.Transact(TermsOf(context), [&](Transaction& tx) -> Status {
    const auto request = FindSeenForUpdate(tx, context, id);
    if (!request) return request.error();
    const TatRequestData& data = request->data();
    if (!IsTeam(data, context) && !IsInvestigator(data, context)) {
      return Error::Of(reasons::kNotAPartyOfTat, {{"reference", data.reference}});
    }
    if (needs_recommendation && data.state != TatState::kConcluded) {
      return Error::Of(reasons::kTatStateWrong,
                       {{"reference", data.reference},
                        {"state", std::string(StateName(data.state))},
                        {"verb", "read"},
                        {"needed", std::string(StateName(TatState::kConcluded))}});
    }
    tat_case = data.tat_case;
    RecordEvidence(tx, {clock_.Now(), context.caller.subject, permission,
                        "tat-requests/" + id.ToString(), ""});
    return Status::Ok();
  });
  if (!recorded) return recorded.error();
  return tat_case;
}

Result<std::optional<std::string>> TatOperations::Open(const TatContext& context, CaseId id,
                                                       TatTextKind kind) {
  const auto sealed = TatTexts::Find(database_, TermsOf(context), id, kind);
  if (!sealed) return sealed.error();
  if (!*sealed) return std::optional<std::string>();
  auto opened = vault_.Open(id.uuid, **sealed);
  if (!opened) return opened.error();
  return std::optional(*std::move(opened));
}

}  // namespace sinergi::tat
