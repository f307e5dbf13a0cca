#include "services/referrals/application/referral_operations.h"

#include <algorithm>

#include "common/evidence/evidence.h"
#include "common/regions/regions.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/application/person_access.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/candidate_store.h"

namespace sinergi::referrals {
namespace {

constexpr int kReferenceTries = 3;
constexpr std::int64_t kLookedAtOnce = 100;

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
    data->basis = command.basis;
    const Referral referral(*std::move(data));
    const Event event =
        ReferralCreated(referral, {{referral.data().sender.office}, context.traceparent});
    ReferralStore::Insert(tx, referral, person->nik_index);
    ReferralStore::AddViewers(tx, referral, referral.data().sender);
    for (const Candidate& candidate : referral.data().candidates) {
      CandidateStore::Insert(tx, referral.data().id, candidate.party);
    }
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
                                                          const Facility& receiver,
                                                          Instant now) const {
  if (auto takes = CheckTakes(receiver, command.service); !takes) return takes.error();
  const auto today = LocalDay(now, Regions::ZoneOf(command.region));
  const Person& person = command.person;
  const auto assessed =
      Assess(routing_, person.screening, command.level, receiver.kind, command.service, today);
  if (command.route_reason) return assessed;
  std::optional<int> age;
  if (person.birth_date) age = AgeOn(today, *person.birth_date);
  if (auto right = CheckRoute(receiver, command.service, assessed, age); !right) {
    return right.error();
  }
  return assessed;
}

Status ReferralOperations::SetReceivers(const CreateReferral& command,
                                        std::span<const std::optional<Facility>> found,
                                        ReferralData& data) const {
  for (std::size_t i = 0; i < command.receivers.size(); ++i) {
    if (!found[i]) return Unknown(command.receivers[i]);
    // A unit's own service to somebody is a referral to itself.
    if (command.sender == command.receivers[i] && found[i]->kind != FacilityKind::kIbmUnit) {
      return Error::Invalid({{"receiver_facility_id", &reasons::kSameFacility, {}}});
    }
    const auto assessed = Route(command, *found[i], data.created);
    if (!assessed) return assessed.error();
    const bool is_worse = *assessed && (*assessed)->standing == PolicyStanding::kNotNamed;
    if (i == 0 || is_worse) data.assessed = *assessed;
    data.candidates.push_back({{command.receivers[i], found[i]->office}});
  }
  if (command.receivers.size() == 1) {
    data.receiver = data.candidates.front().party;
    data.candidates.clear();
  }
  data.offered_to = std::ssize(data.candidates);
  return Status::Ok();
}

Result<ReferralData> ReferralOperations::Draft(Transaction& tx, const Context& context,
                                               const CreateReferral& command, Instant now) {
  std::vector<FacilityId> ids = command.receivers;
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
  ReferralData data{ReferralId::Make(now),
                    ReferralReference::Make(Uuid::Make(now)),
                    ReferralState::kDraft,
                    sender,
                    Party(),
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
                    std::nullopt};
  if (auto done = SetReceivers(command, *found, data); !done) return done.error();
  if (!command.consent) return data;
  if (auto known = CheckParties(tx, *command.consent); !known) return known.error();
  auto given = ConsentOf(*command.consent, SidesOf(data), now);
  if (!given) return given.error();
  data.consent = *std::move(given);
  return data;
}

Result<std::string> ReferralOperations::Get(const Context& context, ReferralId id,
                                            const ReferralAnswer& answer) {
  // Who may see it before and after what they see is read: see ReferralCache::Put.
  const auto viewers = ReferralStore::Viewers(database_, context.deadline, id);
  if (!viewers) return viewers.error();
  const auto found = FindSeen(database_, context, id);
  if (!found) return found.error();
  std::string answered = answer(*found);
  const auto still = ReferralStore::Viewers(database_, context.deadline, id);
  if (still && *still == *viewers) cache_.Put(*found, *viewers, answered);
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

Result<ReferralOperations::Page> ReferralOperations::List(
    const Context& context, ReferralQuery query,
    const std::function<bool(const ReferralData&)>& passes) {
  const auto size = static_cast<std::size_t>(query.limit);
  const std::int64_t at_once = passes ? kLookedAtOnce : query.limit;
  Page page{{}, true, query.before_created, query.before_id};
  std::int64_t looked_at = 0;
  while (page.more && page.referrals.size() < size && looked_at < kMostLookedAt) {
    query.limit = std::min(kMostLookedAt - looked_at, at_once) + 1;  // whether there are more
    auto found = ListReferrals(database_, TermsOf(context), query);
    if (!found) return found.error();
    page.more = std::ssize(*found) == query.limit;
    if (page.more) found->pop_back();
    for (Referral& each : *found) {
      if (page.referrals.size() == size) {
        page.more = true;
        break;
      }
      ++looked_at;
      page.last_created = query.before_created = ToMicroseconds(each.data().created);
      page.last_id = query.before_id = each.data().id.ToString();
      if (!passes || passes(each.data())) page.referrals.push_back(std::move(each));
    }
  }
  return page;
}

Result<std::vector<Referral>> ReferralOperations::ListWaiting(const Context& context,
                                                              WaitingQuery query) {
  if (context.caller.facility.empty()) query.office = context.caller.office;
  return referrals::ListWaiting(database_, TermsOf(context), query);
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
    const auto page = ListReferrals(database_, TermsOf(context), query);
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
