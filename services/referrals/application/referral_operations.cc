#include "services/referrals/application/referral_operations.h"

#include <algorithm>

#include "common/evidence/evidence.h"
#include "common/regions/regions.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/application/person_access.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

constexpr int kReferenceTries = 3;

Error Unknown(FacilityId id) {
  return Error::Of(reasons::kFacilityUnknown, {{"facility", id.ToString()}});
}

}  // namespace

ReferralOperations::ReferralOperations(Database& database, Changes& changes, const Outbox& outbox,
                                       Vault& vault, const Offices& offices,
                                       const RoutingPolicy& routing, const Clock& clock,
                                       Cache& cache)
    : database_(database),
      changes_(changes),
      outbox_(outbox),
      persons_(vault),
      offices_(offices),
      routing_(routing),
      clock_(clock),
      cache_(cache) {}

Result<std::string> ReferralOperations::Create(const Context& context, const ChangeRequest& request,
                                               const CreateReferral& command,
                                               const ReferralAnswer& answer) {
  const Instant now = clock_.Now();
  std::optional<NewPerson> person;
  const auto change = [&](Transaction& tx) -> Result<std::string> {
    auto data = Draft(tx, context, command, now);
    if (!data) return data.error();
    if (!person) {  // only now: a refused request makes nobody a key
      auto sealed = persons_.Seal(command.person, now);
      if (!sealed) return sealed.error();
      person = *std::move(sealed);
    }
    data->person = person->id;
    data->replaces = command.replaces;
    data->part_of = command.part_of;
    data->route_reason = command.route_reason;
    const Referral referral(*std::move(data));
    const Event event =
        ReferralCreated(referral, {{referral.data().sender.office}, context.traceparent});
    ReferralStore::Insert(tx, referral, person->nik_index);
    ReferralStore::AddViewers(tx, referral, referral.data().sender);
    PersonStore::InsertPerson(tx, *person);
    outbox_.Append(tx, event);
    RecordEvidence(tx, {now, context.caller.subject, "referrals.create", event.subject, ""});
    return answer(referral);
  };
  // Only a chain reads what others may see; the rest needs no name, which costs a statement.
  const bool is_chained = command.replaces || command.part_of;
  const Terms terms = is_chained ? TermsOf(context) : Terms(context.deadline);
  auto made = changes_.Once(request, terms, change);
  for (int i = 1; i < kReferenceTries && !made; ++i) {
    if (!Violates(made.error(), "referrals_reference_key")) break;
    made = changes_.Once(request, terms, change);
  }
  return made;
}

Status ReferralOperations::CheckChain(Transaction& tx, const Context& context,
                                      const CreateReferral& command) {
  const auto find = [&](ReferralId id) -> Result<Referral> {
    auto found = FindSeenForUpdate(tx, context, id);
    if (!found || IsParty(found->data(), context.caller)) return found;
    return Error::Of(reasons::kNotAParty, {{"reference", found->data().reference.ToString()}});
  };
  if (command.part_of) {
    if (const auto whole = find(*command.part_of); !whole) return whole.error();
  }
  if (!command.replaces) return Status::Ok();
  const auto former = find(*command.replaces);
  if (!former) return former.error();
  const ReferralData& data = former->data();
  if (CameToNothing(data.state)) return Status::Ok();
  return Error::Of(reasons::kReplacedNotEnded, {{"reference", data.reference.ToString()},
                                                {"state", std::string(StateName(data.state))}});
}

Result<std::optional<Assessed>> ReferralOperations::Route(const CreateReferral& command,
                                                          const std::optional<Facility>& receiver,
                                                          Instant now) const {
  if (!receiver) return Unknown(command.receiver);
  if (receiver->state != FacilityState::kOpen) {
    return Error::Of(reasons::kFacilityClosed, {{"facility", receiver->name}});
  }
  if (receiver->Offers(command.service) == nullptr) {
    return Error::Of(
        reasons::kServiceNotOffered,
        {{"facility", receiver->name}, {"service", std::string(ServiceName(command.service))}});
  }
  const auto today = LocalDay(now, Regions::ZoneOf(command.region));
  const Person& person = command.person;
  const auto assessed =
      Assess(routing_, person.screening, command.level, receiver->kind, command.service, today);
  if (command.route_reason) return assessed;
  std::optional<int> age;
  if (person.birth_date) age = AgeOn(today, *person.birth_date);
  if (auto right = CheckRoute(*receiver, command.service, assessed, age); !right) {
    return right.error();
  }
  return assessed;
}

Result<ReferralData> ReferralOperations::Draft(Transaction& tx, const Context& context,
                                               const CreateReferral& command, Instant now) {
  std::vector<FacilityId> ids{command.receiver};
  if (command.sender) ids.push_back(*command.sender);
  const auto found = FacilityStore::FindEach(tx, ids);
  if (!found) return found.error();
  Party sender{command.sender, context.caller.office};
  if (command.sender) {
    if (!found->back()) return Unknown(*command.sender);
    sender.office = found->back()->office;
  }
  if (!MaySendFor(sender, context.caller) || offices_.Find(sender.office) == nullptr) {
    return Error::Of(reasons::kSenderNotYours);
  }
  if (auto sound = CheckChain(tx, context, command); !sound) return sound.error();
  const std::optional<Facility>& receiver = found->front();
  const auto assessed = Route(command, receiver, now);
  if (!assessed) return assessed.error();
  const Party to{receiver->id, receiver->office};
  std::optional<Consent> consent;
  if (command.consent) {
    if (auto known = CheckParties(tx, *command.consent); !known) return known.error();
    auto given = ConsentOf(*command.consent, sender, to, now);
    if (!given) return given.error();
    consent = *std::move(given);
  }
  ReferralData data{ReferralId::Make(now),
                    ReferralReference::Make(Uuid::Make(now)),
                    ReferralState::kDraft,
                    sender,
                    to,
                    command.region,
                    command.service,
                    command.priority,
                    PersonId(),
                    std::nullopt,
                    std::nullopt,
                    now,
                    now,
                    std::nullopt,
                    std::nullopt,
                    std::nullopt,
                    1,
                    std::move(consent)};
  data.assessed = *assessed;
  return data;
}

Result<std::string> ReferralOperations::Get(const Context& context, ReferralId id,
                                            const ReferralAnswer& answer) {
  // First who may see it, then what they see: see ReferralCache::Put.
  const auto viewers = ReferralStore::Viewers(database_, context.deadline, id);
  if (!viewers) return viewers.error();
  const auto found = FindSeen(database_, context, id);
  if (!found) return found.error();
  std::string answered = answer(*found);
  cache_.Put(*found, *viewers, answered);
  return answered;
}

void ReferralOperations::FindKept(const Caller& caller, ReferralId id,
                                  std::function<void(std::optional<std::string>)> done) const {
  cache_.Find(id, ViewerOf(caller), std::move(done));
}

Result<Referral> ReferralOperations::Get(const Context& context,
                                         const ReferralReference& reference) {
  auto found = ReferralStore::Find(database_, TermsOf(context), reference);
  if (!found) return found.error();
  if (!*found) return ReferralNotFound(reference.ToString());
  return **found;
}

Result<std::vector<Referral>> ReferralOperations::List(const Context& context,
                                                       const ReferralQuery& query) {
  return ReferralStore::List(database_, TermsOf(context), query);
}

Result<std::vector<Referral>> ReferralOperations::ListWaiting(const Context& context,
                                                              WaitingQuery query) {
  if (context.caller.facility.empty()) query.office = context.caller.office;
  return ReferralStore::ListWaiting(database_, TermsOf(context), query);
}

// Of people whose consent does not let the caller know who they are, nobody learns it by asking for
// a number.
Result<std::vector<Referral>> ReferralOperations::ListOfNik(const Context& context, const Nik& nik,
                                                            ReferralQuery query) {
  auto index = persons_.IndexOf(nik);
  if (!index) return index.error();
  query.nik_index = *std::move(index);
  const Instant now = clock_.Now();
  const auto limit = static_cast<std::size_t>(query.limit);
  std::vector<Referral> known;
  for (bool more = true; more && known.size() < limit;) {
    const auto page = List(context, query);
    if (!page) return page.error();
    more = page->size() == limit;
    for (const Referral& referral : *page) {
      query.before_created = ToMicroseconds(referral.data().created);
      query.before_id = referral.data().id.ToString();
      if (known.size() < limit && MayReadPerson(context, referral, now)) known.push_back(referral);
    }
  }
  const std::size_t told = std::min(known.size(), limit - 1);
  const auto recorded = RecordFound(context, std::span(known).first(told), now);
  if (!recorded) return recorded.error();
  return known;
}

Status ReferralOperations::RecordFound(const Context& context, std::span<const Referral> known,
                                       Instant now) {
  const auto record = [&](Transaction& tx, const std::string& subject, const char* purpose) {
    RecordEvidence(tx, {now, context.caller.subject, "referrals.find_by_nik", subject, purpose});
  };
  return database_.Transact(context.deadline, [&](Transaction& tx) {
    for (const Referral& referral : known) {
      record(tx, "referrals/" + referral.data().id.ToString(), "FOUND");
    }
    if (known.empty()) record(tx, "", "NOTHING_FOUND");
    return Status::Ok();
  });
}

}  // namespace sinergi::referrals
