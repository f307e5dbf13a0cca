#include "services/referrals/application/referral_changes.h"

#include "common/evidence/evidence.h"
#include "common/result/reasons.h"
#include "services/referrals/application/audience.h"
#include "services/referrals/application/place_keeping.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/candidate_store.h"
#include "services/referrals/storage/live_store.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {
namespace {

// Without waiting for who has it.
Result<std::optional<Referral>> Claim(Transaction& tx, ReferralId id) {
  auto claim = ReferralStore::FindFreeForUpdate(tx, id);
  if (!claim) return claim.error();
  if (!claim->held) return std::move(claim->referral);
  return Error::Of(reasons::kReferralContested, {{"referral", id.ToString()}});
}

}  // namespace

Error ReferralNotFound(const std::string& referral) {
  return Error::Of(reasons::kReferralNotFound, {{"referral", referral}});
}

Result<std::string> ReferralChanges::Take(const Context& context, const ChangeRequest& request,
                                          const ReferralTarget& target, const Verb& verb,
                                          const ReferralAnswer& answer) const {
  const Instant now = clock_.Now();
  auto changed = changes_.Once(request, TermsOf(context), [&](Transaction& tx) {
    return Run(tx, context, target, verb, answer, now);
  });
  cache_.Settle();
  return changed;
}

Result<std::string> ReferralChanges::Run(Transaction& tx, const Context& context,
                                         const ReferralTarget& target, const Verb& verb,
                                         const ReferralAnswer& answer, Instant now) const {
  auto referral = Find(tx, context, target, verb);
  if (!referral) return referral.error();
  const Referral unchanged = *referral;
  const Status applied =
      verb.prepare ? verb.prepare(tx, *referral, now) : verb.apply(*referral, now);
  if (!applied) return applied.error();
  if (auto done = verb.write(tx, *referral); !done) return done.error();
  if (auto done = KeepPlace(tx, unchanged, *referral); !done) return done.error();
  due_.Follow(tx, unchanged, *referral);
  if (IsOver(referral->data().state)) LiveStore::Remove(tx, referral->data().id);
  ReferralStore::Update(tx, *referral);
  if (unchanged.data().state != referral->data().state) ReferralStore::SetState(tx, *referral);
  FollowSides(tx, offices_, unchanged, *referral);
  FollowOffer(tx, offices_, unchanged, *referral);
  auto offices = Told(tx, unchanged, *referral, verb);
  if (!offices) return offices.error();
  const Event event = verb.announce(*referral, {*std::move(offices), context.traceparent});
  outbox_.Append(tx, event);
  RecordEvidence(tx, {now, context.caller.subject, verb.permission, event.subject, verb.purpose});
  cache_.Forget(unchanged);
  return answer(*referral);
}

// Who was told of the sending is told of everything that follows, and of an offer that it is to be
// had no more.
Result<std::vector<std::string>> ReferralChanges::Told(Transaction& tx, const Referral& before,
                                                       const Referral& after, const Verb& verb) {
  std::vector<std::string> asked;
  for (const Candidate& candidate : before.data().candidates) {
    if (candidate.state == CandidateState::kAsked) asked.push_back(candidate.party.office);
  }
  if (verb.tells_receiver_only && after.IsOffer()) return asked;
  // One declines: the others need not know who and why.
  if (after.IsOffer() && after.data().declined_by > before.data().declined_by &&
      !IsOver(after.data().state)) {
    return std::vector{after.data().sender.office};
  }
  if (verb.tells_receiver_only) return std::vector{after.data().receiver.office};
  auto offices = ReferralStore::OfficesThatSee(tx, after);
  if (!offices) return offices.error();
  offices->insert(offices->end(), verb.also_told.begin(), verb.also_told.end());
  if (EndsOffer(before, after)) offices->insert(offices->end(), asked.begin(), asked.end());
  return offices;
}

Result<Referral> ReferralChanges::Find(Transaction& tx, const Context& context,
                                       const ReferralTarget& target, const Verb& verb) {
  auto referral = FindSeenForUpdate(tx, context, target.id, verb.waits);
  if (!referral) return referral.error();
  const std::string reference = referral->data().reference.ToString();
  if (!verb.is_allowed(referral->data(), context.caller)) {
    return Error::Of(*verb.refusal, {{"reference", reference}});
  }
  if (!target.etag.empty() && target.etag != referral->Etag()) {
    return Error::Of(::sinergi::reasons::kEtagMismatch, {{"resource", reference}});
  }
  return referral;
}

Result<Referral> FindSeen(Database& database, const Context& context, ReferralId id) {
  auto found = ReferralStore::Find(database, TermsOf(context), id);
  if (!found) return found.error();
  if (!*found) return ReferralNotFound(id.ToString());
  return **std::move(found);
}

Result<Referral> FindSeenForUpdate(Transaction& tx, const Context& context, ReferralId id,
                                   bool waits) {
  auto found = waits ? ReferralStore::FindForUpdate(tx, id) : Claim(tx, id);
  if (!found) return found.error();
  if (!*found) return ReferralNotFound(id.ToString());
  auto seen = ReferralStore::MaySee(tx, **found, ViewerOf(context.caller));
  if (!seen) return seen.error();
  if (!*seen) return ReferralNotFound(id.ToString());
  if (!(*found)->IsOffer()) return **std::move(found);
  auto candidates = CandidateStore::Find(tx, id);
  if (!candidates) return candidates.error();
  ReferralData data = (*found)->data();
  data.candidates = *std::move(candidates);
  return Referral(std::move(data));
}

}  // namespace sinergi::referrals
