#include "services/referrals/application/letter_operations.h"

namespace sinergi::referrals {

// The person first: whoever may not read them learns nothing else.
Result<Letter> LetterOperations::Write(const Context& context, ReferralId id) {
  auto person = persons_.Get(context, id, PersonOperations::Purpose::kLetter);
  if (!person) return person.error();
  auto referral = FindSeen(database_, context, id);
  if (!referral) return referral.error();
  auto sender = NameOf(context, referral->data().sender);
  if (!sender) return sender.error();
  auto receiver = NameOf(context, referral->data().receiver);
  if (!receiver) return receiver.error();
  return Letter{*std::move(referral), *std::move(person), *std::move(sender), *std::move(receiver)};
}

Result<std::string> LetterOperations::NameOf(const Context& context, const Party& party) const {
  if (!party.facility) return std::string();
  const auto found = FacilityStore::Find(database_, context.deadline, *party.facility);
  if (!found) return found.error();
  return *found ? (*found)->name : std::string();
}

}  // namespace sinergi::referrals
