#pragma once

#include <string>

#include "common/offices/offices.h"
#include "common/regions/regions.h"
#include "common/result/error.h"
#include "services/referrals/application/letter_operations.h"

namespace sinergi::referrals {

// A letter of referral as one page of HTML to be printed, without anything that is fetched. What it
// says follows the usual form of a surat rujukan: who sends whom to whom, for what, what the
// screening found, on which ground, and a place to sign. Every text of people's is escaped.
std::string LetterHtml(const Letter& letter, const Offices& offices, const Regions& regions,
                       Language language);

// Text as HTML shows it.
std::string Escaped(std::string_view text);

}  // namespace sinergi::referrals
