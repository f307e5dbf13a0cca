#include "common/evidence/evidence.h"

namespace sinergi {
namespace {

constexpr Statement kAdd{R"sql(
    INSERT INTO evidence (at, caller, action, subject, purpose)
    VALUES ($1, $2, $3, $4, $5))sql"};

}  // namespace

void RecordEvidence(Transaction& transaction, const EvidenceRecord& record) {
  transaction.Execute(kAdd, {ToMicroseconds(record.at), record.caller, record.action,
                             record.subject, record.purpose});
}

}  // namespace sinergi
