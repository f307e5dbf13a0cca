#pragma once

#include <string>

#include "services/cli/session.h"
#include "sinergi/referrals/v1/referral.pb.h"

namespace sinergi::cli {

// The id of what people may also name: a referral by its short reference, a facility by its exact
// name. Asks the server only when `word` is no id.
Answer<std::string> ReferralId(Session& session, const std::string& word);
Answer<std::string> FacilityId(Session& session, const std::string& word);

// By id or by short reference.
Answer<referrals::v1::Referral> FindReferral(Session& session, const std::string& word);

// The text of a --note: itself, or standard input for "-".
std::string ReadNote(const std::string& word);

}  // namespace sinergi::cli
