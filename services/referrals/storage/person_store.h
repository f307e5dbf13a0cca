#pragma once

#include <optional>
#include <string>

#include "common/database/database.h"
#include "common/privacy/vault.h"
#include "services/referrals/domain/person.h"

namespace sinergi::referrals {

// What is sealed of somebody who is new here.
struct NewPerson {
  PersonId id;
  std::string sealed;
  std::optional<std::string> nik_index;  // for finding them again; none without a NIK
};

// What a text of either side is about.
enum class NoteKind { kRejection, kOutcome, kHold, kCancellation, kFailure, kReport };

// Everything personal that this service keeps, sealed by the vault: without the person's key the
// rows are noise.
class PersonStore {
 public:
  explicit PersonStore(Vault& vault) : vault_(vault) {}

  // Seals what the sender says of a person who is new here.
  Result<NewPerson> Seal(const Person& person, Instant now);

  // What a NIK is found by.
  Result<std::string> IndexOf(const Nik& nik);

  // Seals one text of a side's.
  Result<std::string> SealNote(PersonId id, const std::string& note);

  // The same of several at once, for NoteKind::kReport.
  Result<std::string> SealReport(PersonId id, const OutcomeWords& words);

  static void InsertPerson(Transaction& tx, const NewPerson& person);

  // Takes the place of the one of its kind that there is.
  static void PutNote(Transaction& tx, PersonId id, NoteKind kind, std::string sealed);

  // Opens all that is kept of a person. DATA_LOSS when their key is gone.
  Result<Person> Find(Database& database, const Terms& terms, PersonId id);
  Result<Person> Find(Transaction& tx, PersonId id);

 private:
  Result<Person> Open(PersonId id, const Result<Rows>& rows);

  Vault& vault_;
};

}  // namespace sinergi::referrals
