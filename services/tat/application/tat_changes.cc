#include "services/tat/application/tat_changes.h"

#include "common/evidence/evidence.h"
#include "common/result/reasons.h"
#include "services/tat/domain/reasons.h"
#include "services/tat/storage/tat_deadlines.h"
#include "services/tat/storage/tat_store.h"

namespace sinergi::tat {

Error TatRequestNotFound(const std::string& request) {
  return Error::Of(reasons::kTatRequestNotFound, {{"request", request}});
}

Result<TatRequest> FindSeenForUpdate(Transaction& tx, const TatContext& context, TatRequestId id) {
  auto found = TatStore::FindForUpdate(tx, id);
  if (!found) return found.error();
  if (!*found) return TatRequestNotFound(id.ToString());
  const auto seen = TatStore::MaySee(tx, **found, TermsOf(context).viewer);
  if (!seen) return seen.error();
  if (!*seen) return TatRequestNotFound(id.ToString());
  return **std::move(found);
}

Result<std::string> TatChanges::Take(const TatContext& context, const ChangeRequest& request,
                                     const TatTarget& target, const TatVerb& verb,
                                     const TatAnswer& answer) const {
  return changes_.Once(request, TermsOf(context),
                       [&](Transaction& tx) { return Run(tx, context, target, verb, answer); });
}

Result<std::string> TatChanges::Run(Transaction& tx, const TatContext& context,
                                    const TatTarget& target, const TatVerb& verb,
                                    const TatAnswer& answer) const {
  auto request = FindSeenForUpdate(tx, context, target.id);
  if (!request) return request.error();
  const std::string& reference = request->data().reference;
  if (!verb.is_allowed(request->data(), context)) {
    return Error::Of(*verb.refusal, {{"reference", reference}});
  }
  if (!target.etag.empty() && target.etag != request->Etag()) {
    return Error::Of(::sinergi::reasons::kEtagMismatch, {{"resource", reference}});
  }
  const Instant now = clock_.Now();
  if (auto applied = verb.apply(*request, now); !applied) return applied.error();
  if (verb.write) {
    if (auto written = verb.write(tx, *request); !written) return written.error();
  }
  TatStore::Update(tx, *request);
  if (!request->IsOwed()) TatDeadlines::Remove(tx, target.id);
  const Event event = verb.announce(*request);
  outbox_.Append(tx, event);
  RecordEvidence(tx, {now, context.caller.subject, verb.permission, event.subject, ""});
  return answer(*request);
}

}  // namespace sinergi::tat
