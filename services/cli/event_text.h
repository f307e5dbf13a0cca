#pragma once

#include <string>

#include "common/result/error.h"
#include "sinergi/notifications/v1/subscription.pb.h"

namespace sinergi::cli {

// "id.go.bnn.sinergi.referrals.v1.ReferralSent" of "referral-sent" or "ReferralSent"; a word with
// a dot is a full type already.
std::string EventType(const std::string& word);

// What a type is called for people; its last part when it is new to this program.
std::string EventLabel(const std::string& type, Language language);

// What an event says besides its type. All empty when its type is new to this program.
struct EventFacts {
  std::string name;  // a referral's short reference, a facility's name
  std::string referral_id;
  std::string detail;  // reason or outcome
};
EventFacts ReadEvent(const notifications::v1::CloudEvent& event, Language language);

}  // namespace sinergi::cli
