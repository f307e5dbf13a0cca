#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/ids/uuid.h"
#include "common/time/instant.h"

namespace sinergi {

// A fact, as it travels: the attributes of CloudEvents 1.0 and the protobuf payload. The attributes
// are what filters, lists and logs may see; neither they nor the payload hold personal data.
struct Event {
  Uuid id;                           // with source, what a repeat is known by
  std::string topic;                 // "sinergi.referrals.v1"
  std::string source;                // "/sinergi/referrals/<epoch of its database>"
  std::string type;                  // "id.go.bnn.sinergi.referrals.v1.ReferralSent"
  std::string subject;               // "referrals/<id>"; also the record key
  std::int64_t revision = 0;         // the subject's n-th event, from 1 without gaps
  Instant time;                      // when it happened
  std::string region;                // area code, may be empty
  std::vector<std::string> offices;  // codes of all offices concerned
  std::string dataschema;            // full name of the payload's message
  std::string traceparent;           // W3C trace context of the call that caused it
  std::string payload;               // serialised message

  bool operator==(const Event&) const = default;
};

}  // namespace sinergi
