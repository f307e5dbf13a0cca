#include "services/referrals/storage/person_store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "common/regions/day.h"
#include "common/result/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO person_texts (person_id, kind, sealed) VALUES ($1, $2, $3))sql"};

constexpr Statement kPut{R"sql(
  INSERT INTO person_texts (person_id, kind, sealed) VALUES ($1, $2, $3)
  ON CONFLICT (person_id, kind) DO UPDATE SET sealed = excluded.sealed)sql"};

constexpr Statement kFind{R"sql(
  SELECT kind, sealed FROM person_texts WHERE person_id = $1)sql"};

constexpr std::string_view kFemale = "F";
constexpr std::string_view kMale = "M";
constexpr std::string_view kNikIndex = "nik";

// Texts one after the other, each with its length before it: "5:Budi…".
std::string Join(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += std::to_string(text.size()) + ":" + text;
  return joined;
}

// Of what Join made; nothing of anything else.
std::vector<std::string> Split(std::string_view joined) {
  std::vector<std::string> texts;
  while (!joined.empty()) {
    std::size_t size = 0;
    const std::size_t colon = joined.find(':');
    if (colon == std::string_view::npos) return {};
    const char* const end = joined.data() + colon;
    const auto [read, error] = std::from_chars(joined.data(), end, size);
    joined.remove_prefix(colon + 1);
    if (error != std::errc() || read != end || size > joined.size()) return {};
    texts.emplace_back(joined.substr(0, size));
    joined.remove_prefix(size);
  }
  return texts;
}

// In the order of NoteKind.
constexpr std::array<std::string_view, 6> kNoteKinds{"rejection",    "outcome", "hold",
                                                     "cancellation", "failure", "report"};

// "1=3,2=11 i 2": scores by substance, whether injected, the pattern.
std::string Write(const Screening& screening) {
  std::string text;
  for (const AssistScore& scored : screening.scores) {
    text += (text.empty() ? "" : ",") + std::to_string(static_cast<int>(scored.substance)) + "=" +
            std::to_string(scored.score);
  }
  text += screening.injected_recently ? " i " : " - ";
  return text + (screening.pattern ? std::to_string(static_cast<int>(*screening.pattern)) : "");
}

int NumberAt(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

Screening ReadScreening(std::string_view text) {
  Screening screening;
  while (!text.empty() && text.front() != ' ') {
    const auto substance = static_cast<AssistSubstance>(NumberAt(text));
    if (text.empty() || text.front() != '=') break;
    text.remove_prefix(1);
    screening.scores.push_back({substance, NumberAt(text)});
    if (!text.empty() && text.front() == ',') text.remove_prefix(1);
  }
  screening.injected_recently = text.starts_with(" i");
  text.remove_prefix(std::min<std::size_t>(text.size(), 3));
  if (!text.empty()) screening.pattern = static_cast<UsagePattern>(NumberAt(text));
  return screening;
}

Status PutReport(Person& person, const std::vector<std::string>& texts) {
  if (texts.size() != 3) return Error::Of(reasons::kInternal).Because("report unreadable");
  person.outcome_words = {texts[0], texts[1], texts[2]};
  return Status::Ok();
}

Status Put(Person& person, const std::string& kind, const std::string& opened) {
  if (kind == "rejection") person.rejection_note = opened;
  if (kind == "outcome") person.outcome_note = opened;
  if (kind == "hold") person.hold_note = opened;
  if (kind == "cancellation") person.cancellation_note = opened;
  if (kind == "failure") person.failure_note = opened;
  if (kind == "report") return PutReport(person, Split(opened));
  if (kind != "person") return Status::Ok();
  const auto texts = Split(opened);
  if (texts.size() != 4 && texts.size() != 6 && texts.size() != 7 && texts.size() != 8) {
    return Error::Of(reasons::kInternal).Because("person text unreadable");
  }
  person.name = texts[0];
  person.nik = Nik::Parse(texts[1]);
  person.phone = texts[2];
  person.note = texts[3];
  if (texts.size() == 4) return Status::Ok();  // sealed before there was more
  person.birth_date = ParseDay(texts[4]);
  if (!texts[5].empty()) person.sex = texts[5] == kFemale ? Sex::kFemale : Sex::kMale;
  if (texts.size() > 6 && !texts[6].empty()) person.screening = ReadScreening(texts[6]);
  if (texts.size() > 7) person.legal_document = texts[7];
  return Status::Ok();
}

}  // namespace

Result<NewPerson> PersonStore::Seal(const Person& person, Instant now) {
  const std::string nik = person.nik ? person.nik->ToString() : "";
  const std::string born = person.birth_date ? FormatDay(*person.birth_date) : "";
  const std::string_view sex = !person.sex ? "" : (*person.sex == Sex::kFemale ? kFemale : kMale);
  std::vector<std::string> texts{person.name, nik, person.phone, person.note};
  // Only as many as there is something to say.
  const bool has_more = person.screening || !person.legal_document.empty();
  if (person.birth_date || person.sex || has_more) {
    texts.insert(texts.end(), {born, std::string(sex)});
  }
  if (has_more) texts.push_back(person.screening ? Write(*person.screening) : "");
  if (!person.legal_document.empty()) texts.push_back(person.legal_document);
  auto sealed = vault_.SealNew(now, Join(texts));
  if (!sealed) return sealed.error();
  NewPerson made{PersonId{sealed->person}, std::move(sealed->sealed), std::nullopt};
  if (!person.nik) return made;
  auto index = IndexOf(*person.nik);
  if (!index) return index.error();
  made.nik_index = *std::move(index);
  return made;
}

Result<std::string> PersonStore::IndexOf(const Nik& nik) {
  return vault_.BlindIndex(kNikIndex, nik.ToString());
}

Result<std::string> PersonStore::SealNote(PersonId id, const std::string& note) {
  return vault_.Seal(id.uuid, note);
}

Result<std::string> PersonStore::SealReport(PersonId id, const OutcomeWords& words) {
  return vault_.Seal(id.uuid, Join({words.obstacles, words.conclusion, words.follow_up}));
}

void PersonStore::InsertPerson(Transaction& tx, const NewPerson& person) {
  tx.Execute(kInsert, {person.id.ToString(), std::string("person"), Blob{person.sealed}});
}

void PersonStore::PutNote(Transaction& tx, PersonId id, NoteKind kind, std::string sealed) {
  const std::string_view name = kNoteKinds[static_cast<std::size_t>(kind)];
  tx.Execute(kPut, {id.ToString(), std::string(name), Blob{std::move(sealed)}});
}

Result<Person> PersonStore::Find(Database& database, const Terms& terms, PersonId id) {
  return Open(id, database.Query(terms, kFind, {id.ToString()}));
}

Result<Person> PersonStore::Find(Transaction& tx, PersonId id) {
  return Open(id, tx.Query(kFind, {id.ToString()}));
}

Result<Person> PersonStore::Open(PersonId id, const Result<Rows>& rows) {
  if (!rows) return rows.error();
  Person person;
  for (const Row& row : *rows) {
    auto opened = vault_.Open(id.uuid, row.Bytes(1));
    if (!opened) return opened.error();
    if (auto put = Put(person, row.Text(0), *opened); !put) return put.error();
  }
  return person;
}

}  // namespace sinergi::referrals
