#pragma once

#include <optional>
#include <string>

#include "common/database/database.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

enum class TatTextKind { kCase, kReturn, kRecommendation };

// What is sealed about a request. Whoever may read it was asked before.
class TatTexts {
 public:
  static void Insert(Transaction& tx, CaseId id, TatTextKind kind, const std::string& sealed);
  static Result<std::optional<std::string>> Find(Database& database, const Terms& terms, CaseId id,
                                                 TatTextKind kind);
  static Result<std::optional<std::string>> Find(Transaction& tx, CaseId id, TatTextKind kind);
};

}  // namespace sinergi::tat
