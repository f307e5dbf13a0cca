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

// Of an event that tells nothing but the referral, as one of these.
template <class... Facts>
bool ReadPlainReferral(const CloudEvent& event, EventFacts& facts) {
  const auto read = [&](auto fact) { return ReadReferral(event, fact, facts); };
  return (read(Facts()) || ...);
}

// Of an event that tells a reason besides, as one of these.
template <class... Facts>
bool ReadReason(const CloudEvent& event, Language language, EventFacts& facts) {
  const auto read = [&](auto fact) {
    if (!ReadReferral(event, fact, facts)) return false;
    facts.detail = Label(fact.reason(), language);
    return true;
  };
  return (read(Facts()) || ...);
}

// Of an event that tells a facility, as one of these.
template <class... Facts>
bool ReadFacility(const CloudEvent& event, EventFacts& facts) {
  const auto read = [&](auto fact) {
    if (!event.data().UnpackTo(&fact)) return false;
    facts.name = fact.facility().name();
    return true;
  };
  return (read(Facts()) || ...);
}

// Of an event that tells what is owed, as one of these.
template <class... Facts>
bool ReadDue(const CloudEvent& event, Language language, EventFacts& facts) {
  const auto read = [&](auto fact) {
    if (!ReadReferral(event, fact, facts)) return false;
    facts.detail = Label(fact.goal(), language);
    return true;
  };
  return (read(Facts()) || ...);
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
  referrals::v1::ReferralCompleted completed;
  referrals::v1::AppointmentRecorded appointed;
  referrals::v1::ConsentRevoked revoked;
  referrals::v1::SessionRecorded session;
  if (ReadFacility<referrals::v1::FacilityRegistered, referrals::v1::FacilityServicesChanged,
                   referrals::v1::FacilityClosed, referrals::v1::FacilityReopened>(event, facts)) {
    return facts;
  }
  if (ReadReferral(event, session, facts)) {
    facts.detail = Label(session.session().kind(), language);
  } else if (ReadReferral(event, completed, facts)) {
    facts.detail = Label(completed.outcome().result(), language);
  } else if (ReadReferral(event, appointed, facts)) {
    facts.detail = Label(appointed.appointment().status(), language);
  } else if (ReadDue<referrals::v1::ReferralReminded, referrals::v1::ReferralOverdue,
                     referrals::v1::ReferralEscalated>(event, language, facts)) {
    return facts;
  } else if (ReadReferral(event, revoked, facts)) {
    facts.detail = Label(revoked.referral().consent().revocation_reason(), language);
  } else if (!ReadReason<referrals::v1::ReferralRejected, referrals::v1::ReferralHeld,
                         referrals::v1::ReferralFailed, referrals::v1::CancellationRequested,
                         referrals::v1::ReferralCancelled, referrals::v1::GlassBroken,
                         referrals::v1::OfferDeclined>(event, language, facts)) {
    ReadPlainReferral<referrals::v1::ReferralCreated, referrals::v1::ReferralSent,
                      referrals::v1::ReferralReceived, referrals::v1::ReferralAccepted,
                      referrals::v1::ReferralStarted, referrals::v1::ReferralResumed,
                      referrals::v1::ReferralVoided, referrals::v1::ConsentRecorded,
                      referrals::v1::ReferralReassigned, referrals::v1::ReferralTransferred>(event,
                                                                                             facts);
  }
  return facts;
}

}  // namespace sinergi::cli
