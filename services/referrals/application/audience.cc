#include "services/referrals/application/audience.h"

#include <algorithm>

#include "common/regions/regions.h"
#include "services/referrals/storage/candidate_store.h"

namespace sinergi::referrals {

std::vector<std::string> OfficesFor(const Offices& offices, const ReferralData& data, Instant now) {
  auto concerned = offices.Serving(data.region, LocalDay(now, Regions::ZoneOf(data.region)));
  concerned.push_back(data.sender.office);
  if (!data.receiver.office.empty()) concerned.push_back(data.receiver.office);
  for (const Candidate& candidate : data.candidates) {
    if (candidate.state == CandidateState::kAsked) concerned.push_back(candidate.party.office);
  }
  return concerned;
}

namespace {

// A party that is no side any more.
void RemoveFromAudience(Transaction& tx, const Offices& offices, const Referral& referral,
                        const Party& party) {
  const ReferralData& data = referral.data();
  const bool is_side = party.facility && (party.facility == data.sender.facility ||
                                          party.facility == data.receiver.facility);
  if (party.facility && !is_side) {
    ReferralStore::RemoveViewer(tx, referral, FacilityActor(party.facility->ToString()));
  }
  auto concerned = OfficesFor(offices, data, data.sent.value_or(data.created));
  // Perhaps it was escalated to them.
  const std::string& owes =
      data.receiver.office.empty() ? data.sender.office : data.receiver.office;
  if (const Office* office = offices.Find(owes)) concerned.push_back(office->parent);
  if (std::find(concerned.begin(), concerned.end(), party.office) == concerned.end()) {
    ReferralStore::RemoveViewer(tx, referral, OfficeActor(party.office));
  }
}

}  // namespace

void FollowSides(Transaction& tx, const Offices& offices, const Referral& before,
                 const Referral& after) {
  const ReferralData& was = before.data();
  const ReferralData& is = after.data();
  if (was.sender != is.sender) {
    ReferralStore::AddViewers(tx, after, is.sender);
    RemoveFromAudience(tx, offices, after, was.sender);
  }
  if (was.receiver == is.receiver || !is.receiver.facility) return;
  ReferralStore::AddViewers(tx, after, is.receiver);
  if (was.receiver.facility) RemoveFromAudience(tx, offices, after, was.receiver);
}

bool EndsOffer(const Referral& before, const Referral& after) {
  return before.IsOffer() && (!after.IsOffer() || IsOver(after.data().state));
}

void FollowOffer(Transaction& tx, const Offices& offices, const Referral& before,
                 const Referral& after) {
  if (!before.IsOffer()) return;
  const ReferralData& data = after.data();
  if (before.data().due != data.due) CandidateStore::SetDue(tx, data.id, data.due);
  for (std::size_t i = 0; i < data.candidates.size(); ++i) {
    const Candidate& candidate = data.candidates[i];
    if (candidate.state == before.data().candidates[i].state) continue;
    CandidateStore::Put(tx, data.id, candidate);
    if (candidate.state != CandidateState::kTook) {
      RemoveFromAudience(tx, offices, after, candidate.party);
    }
  }
  if (EndsOffer(before, after)) CandidateStore::End(tx, data.id);
}

}  // namespace sinergi::referrals
