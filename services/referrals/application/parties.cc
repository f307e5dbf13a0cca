#include "services/referrals/application/parties.h"

#include <algorithm>

namespace sinergi::referrals {

bool Is(const Party& party, const Caller& caller) {
  if (party.facility) return party.facility->ToString() == caller.facility;
  return caller.facility.empty() && !caller.office.empty() && party.office == caller.office;
}

bool MaySendFor(const Party& sender, const Caller& caller) {
  return Is(sender, caller) ||
         (caller.facility.empty() && !caller.office.empty() && sender.office == caller.office);
}

bool IsSender(const ReferralData& data, const Caller& caller) {
  return MaySendFor(data.sender, caller);
}

bool IsReceiver(const ReferralData& data, const Caller& caller) {
  return Is(data.receiver, caller);
}

const Candidate* CandidateOf(const ReferralData& data, const Caller& caller) {
  const auto found =
      std::find_if(data.candidates.begin(), data.candidates.end(), [&](const Candidate& each) {
        return each.state == CandidateState::kAsked && Is(each.party, caller);
      });
  return found == data.candidates.end() ? nullptr : &*found;
}

bool MayAnswer(const ReferralData& data, const Caller& caller) {
  return IsReceiver(data, caller) ||
         std::any_of(data.candidates.begin(), data.candidates.end(), [&](const Candidate& each) {
           return each.state != CandidateState::kDeclined && Is(each.party, caller);
         });
}

bool IsParty(const ReferralData& data, const Caller& caller) {
  return IsSender(data, caller) || IsReceiver(data, caller);
}

}  // namespace sinergi::referrals
