#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/database/migrations.h"
#include "common/time/instant.h"

namespace sinergi {

// Who did what to which record, without content: what an auditor asks for.
struct EvidenceRecord {
  Instant at;
  std::string caller;   // the token's subject
  std::string action;   // permission name: "referrals.accept"
  std::string subject;  // "referrals/<id>"
  std::string purpose;  // why, coded; empty where the action says it
};

std::vector<Migration> EvidenceMigrations();

// Queues the record in the transaction of what it tells about: both commit or neither.
void RecordEvidence(Transaction& transaction, const EvidenceRecord& record);

}  // namespace sinergi
