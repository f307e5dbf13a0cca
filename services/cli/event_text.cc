#include "services/cli/event_text.h"

#include <cctype>

#include "services/cli/messages.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_events.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::CloudEvent;

constexpr std::string_view kReferralTypes = "id.go.bnn.sinergi.referrals.v1.";

// "ReferralSent" of "referral-sent".
std::string InCamelCase(const std::string& word) {
  std::string name;
  bool begins = true;
  for (const char c : word) {
    const bool separates = c == '-' || c == '_';
    if (!separates) {
      name += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    }
    begins = separates;
  }
  return name;
}

template <class Fact>
bool ReadReferral(const CloudEvent& event, Fact& fact, EventFacts& facts) {
  if (!event.data().UnpackTo(&fact)) return false;
  facts.name = fact.referral().reference();
  facts.referral_id = fact.referral().referral_id();
  return true;
}

// Of an event that tells nothing but the referral.
template <class Fact>
bool ReadPlainReferral(const CloudEvent& event, EventFacts& facts) {
  Fact fact;
  return ReadReferral(event, fact, facts);
}

}  // namespace

std::string EventType(const std::string& word) {
  if (word.find('.') != std::string::npos) return word;
  return std::string(kReferralTypes) + InCamelCase(word);
}

std::string EventLabel(const std::string& type, Language language) {
  const std::string last = type.substr(type.rfind('.') + 1);
  const Message* label = FindEventLabel(last);
  return label == nullptr ? last : Fill(*label, language);
}

EventFacts ReadEvent(const CloudEvent& event, Language language) {
  EventFacts facts;
  referrals::v1::FacilityRegistered registered;
  referrals::v1::ReferralRejected rejected;
  referrals::v1::ReferralCompleted completed;
  referrals::v1::ConsentRevoked revoked;
  referrals::v1::GlassBroken broken;
  if (event.data().UnpackTo(&registered)) {
    facts.name = registered.facility().name();
  } else if (ReadReferral(event, rejected, facts)) {
    facts.detail = Label(rejected.reason(), language);
  } else if (ReadReferral(event, completed, facts)) {
    facts.detail = Label(completed.outcome().result(), language);
  } else if (ReadReferral(event, revoked, facts)) {
    facts.detail = Label(revoked.referral().consent().revocation_reason(), language);
  } else if (ReadReferral(event, broken, facts)) {
    facts.detail = Label(broken.reason(), language);
  } else if (!ReadPlainReferral<referrals::v1::ReferralCreated>(event, facts) &&
             !ReadPlainReferral<referrals::v1::ReferralSent>(event, facts) &&
             !ReadPlainReferral<referrals::v1::ConsentRecorded>(event, facts)) {
    ReadPlainReferral<referrals::v1::ReferralAccepted>(event, facts);
  }
  return facts;
}

}  // namespace sinergi::cli
