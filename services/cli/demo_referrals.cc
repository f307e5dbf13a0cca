// The chapters of the story that are about referrals.
#include <algorithm>
#include <set>

#include "services/cli/demo_messages.h"
#include "services/cli/demo_places.h"
#include "services/cli/demo_story.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::Notification;
using referrals::v1::ReferralsService;
using Referral = referrals::v1::Referral;

constexpr std::chrono::seconds kLongestWait{10};

Answer<Referral> Read(const Connection& connection, const Referral& referral) {
  referrals::v1::GetReferralRequest request;
  request.set_referral_id(referral.referral_id());
  auto got = connection.Call(&ReferralsService::Stub::GetReferral, request);
  if (!got) return got.failure();
  return std::move(*got->mutable_referral());
}

Answer<referrals::v1::ReferralPerson> ReadPerson(const Connection& connection,
                                                 const Referral& referral) {
  referrals::v1::GetReferralPersonRequest request;
  request.set_referral_id(referral.referral_id());
  auto got = connection.Call(&ReferralsService::Stub::GetReferralPerson, request);
  if (!got) return got.failure();
  return std::move(*got->mutable_person());
}

bool SameEvent(const Notification& one, const Notification& other) {
  return one.number() == other.number() && one.event().id() == other.event().id();
}

void QuoteRefusal(Narrator& narrator, const RemoteError& error) {
  const bool indonesian = narrator.language() == Language::kIndonesian;
  narrator.Quote(indonesian && !error.indonesian.empty() ? error.indonesian : error.english);
}

}  // namespace

Ending Story::CloseLoop() {
  narrator_.Chapter(demo::kLoopChapter);
  narrator_.Step(demo::kAgent, demo::kSends);
  const auto referral = CreateAndSend(1);
  if (!referral) return referral.failure();
  closed_reference_ = referral->reference();
  if (auto failed = Receive(*referral)) return failed;
  if (auto failed = Complete(*referral)) return failed;
  if (auto failed = ReadOutcome(*referral)) return failed;
  narrator_.Check(demo::kLoopClosed);
  return {};
}

Ending Story::RefuseBehindCutLine() {
  narrator_.Chapter(demo::kCutChapter);
  narrator_.Step(demo::kAgent, demo::kSendsSecond);
  const auto referral = CreateAndSend(2);
  if (!referral) return referral.failure();
  refused_ = *referral;
  if (auto failed = Reject(*referral)) return failed;
  if (auto failed = Resume(*referral)) return failed;
  return Replay();
}

Ending Story::WithdrawConsent() {
  narrator_.Chapter(demo::kConsentChapter);
  narrator_.Step(demo::kAgent, demo::kRevokes, {{"reference", refused_.reference()}});
  referrals::v1::RevokeConsentRequest request;
  request.set_referral_id(refused_.referral_id());
  request.set_reason(referrals::v1::CONSENT_REVOCATION_REASON_WITHDRAWN);
  const auto revoked = agent_->Call(&ReferralsService::Stub::RevokeConsent, request);
  if (!revoked) return revoked.failure();
  if (auto failed = Expect("ConsentRevoked", refused_)) return failed;
  narrator_.Step(demo::kClinic, demo::kReadsAgain);
  const auto read = ReadPerson(*clinician_, refused_);
  const bool closed = !read && read.failure().error.reason == "CONSENT_REVOKED";
  if (auto failed = Hold(closed, demo::kClosedCheck)) return failed;
  QuoteRefusal(narrator_, read.failure().error);
  const auto withheld = CountWithheld();
  if (!withheld) return withheld.failure();
  if (auto failed = Hold(*withheld == 3, demo::kWithheldCheck)) return failed;
  narrator_.Check(demo::kWithheld, {{"count", std::to_string(*withheld)}});
  return {};
}

// Of the events of that referral that the office saw, read once more from the start.
Answer<int> Story::CountWithheld() {
  std::set<std::int64_t> of_referral;
  for (const Notification& one : watcher_->all()) {
    const auto facts = ReadEvent(one.event(), narrator_.language());
    if (facts.referral_id == refused_.referral_id()) of_referral.insert(one.number());
  }
  const auto last = watcher_->all().back().number();
  Watcher again(*officer_, watcher_->subscription_id(), [](const Notification&) {});
  again.Listen(first_token_);
  if (!again.WaitForNumber(last, kLongestWait)) {
    return LocalFailure(demo::kLineSilent, {{"seconds", std::to_string(kLongestWait.count())}});
  }
  const auto all = again.all();
  return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Notification& one) {
    return of_referral.contains(one.number()) &&
           one.withheld() == notifications::v1::WITHHELD_REASON_CONSENT_REVOKED;
  }));
}

Ending Story::AskWrongly() {
  narrator_.Chapter(demo::kRefusedChapter);
  if (auto failed = Mistype()) return failed;
  return LookFromOutside();
}

referrals::v1::CreateReferralRequest Story::NewReferral(int which) const {
  referrals::v1::CreateReferralRequest request;
  request.set_sender_facility_id(unit_.facility_id());
  request.set_receiver_facility_id(clinic_.facility_id());
  request.set_area_code(kDemoVillage);
  request.set_service(referrals::v1::FACILITY_SERVICE_OUTPATIENT);
  request.set_priority(referrals::v1::REFERRAL_PRIORITY_ROUTINE);
  *request.mutable_person() = DemoPerson(which);
  request.mutable_consent()->set_purpose(referrals::v1::CONSENT_PURPOSE_CARE);
  request.mutable_consent()->set_giver(referrals::v1::CONSENT_GIVER_PERSON);
  request.mutable_consent()->set_form(referrals::v1::CONSENT_FORM_WRITTEN);
  return request;
}

Answer<Referral> Story::CreateAndSend(int which) {
  const auto created = agent_->Call(&ReferralsService::Stub::CreateReferral, NewReferral(which));
  if (!created) return created.failure();
  const Referral& referral = created->referral();
  if (auto failed = Expect("ReferralCreated", referral)) return *failed;
  referrals::v1::SendReferralRequest request;
  request.set_referral_id(referral.referral_id());
  request.set_etag(referral.etag());
  auto sent = agent_->Call(&ReferralsService::Stub::SendReferral, request);
  if (!sent) return sent.failure();
  if (auto failed = Expect("ReferralSent", referral)) return *failed;
  return std::move(*sent->mutable_referral());
}

Ending Story::Receive(const Referral& referral) {
  const auto waiting = clinician_->Call(&ReferralsService::Stub::ListWaitingReferrals,
                                        referrals::v1::ListWaitingReferralsRequest());
  if (!waiting) return waiting.failure();
  narrator_.Step(demo::kClinic, demo::kSeesWaiting,
                 {{"reference", referral.reference()},
                  {"due", LocalTime(ToInstant(referral.due_time()),
                                    ParseZone(village_.region().time_zone()))}});
  const bool sees = std::any_of(
      waiting->referrals().begin(), waiting->referrals().end(),
      [&](const Referral& other) { return other.referral_id() == referral.referral_id(); });
  if (auto failed = Hold(sees, demo::kWaitingCheck)) return failed;

  narrator_.Step(demo::kClinic, demo::kReadsPerson);
  const auto person = ReadPerson(*clinician_, referral);
  if (!person) return person.failure();
  const auto wrote = DemoPerson(1);
  const bool same = person->name() == wrote.name() && person->nik() == wrote.nik() &&
                    person->phone() == wrote.phone() && person->note() == wrote.note();
  return Hold(same, demo::kPersonCheck);
}

Ending Story::ReadOutcome(const Referral& referral) {
  const auto read = Read(*agent_, referral);
  if (!read) return read.failure();
  const auto person = ReadPerson(*agent_, referral);
  if (!person) return person.failure();
  const bool same = read->state() == referrals::v1::REFERRAL_STATE_COMPLETED &&
                    read->outcome().result() == referrals::v1::OUTCOME_RESULT_FINISHED &&
                    read->outcome().contacts() == kDemoMeetings &&
                    person->outcome_note() == kDemoOutcomeNote;
  if (auto failed = Hold(same, demo::kOutcomeCheck)) return failed;
  narrator_.Step(demo::kAgent, demo::kReadsOutcome,
                 {{"result", Label(read->outcome().result(), narrator_.language())},
                  {"contacts", std::to_string(read->outcome().contacts())}});
  return {};
}

Ending Story::Reject(const Referral& referral) {
  token_of_gap_ = watcher_->Cut();
  number_before_gap_ = watcher_->all().back().number();
  narrator_.Tell(demo::kLineCut, {{"number", std::to_string(number_before_gap_)}});
  narrator_.Step(demo::kClinic, demo::kRejects);
  referrals::v1::RejectReferralRequest request;
  request.set_referral_id(referral.referral_id());
  request.set_reason(referrals::v1::REJECTION_REASON_FULL);
  request.set_note(kDemoRefusalNote);
  const auto rejected = clinician_->Call(&ReferralsService::Stub::RejectReferral, request);
  if (!rejected) return rejected.failure();
  const auto read = Read(*agent_, referral);
  if (!read) return read.failure();
  const auto person = ReadPerson(*agent_, referral);
  if (!person) return person.failure();
  const bool same = read->state() == referrals::v1::REFERRAL_STATE_REJECTED &&
                    read->rejection_reason() == referrals::v1::REJECTION_REASON_FULL &&
                    person->rejection_note() == kDemoRefusalNote;
  if (auto failed = Hold(same, demo::kRefusalCheck)) return failed;
  narrator_.Step(demo::kAgent, demo::kReadsRefusal,
                 {{"reason", Label(read->rejection_reason(), narrator_.language())}});
  return {};
}

Ending Story::Resume(const Referral& referral) {
  narrator_.Step(demo::kOffice, demo::kResumes, {{"number", std::to_string(number_before_gap_)}});
  watcher_->Listen(token_of_gap_);
  if (auto failed = Expect("ReferralRejected", referral)) return failed;
  if (auto failed = CheckNumbers()) return failed;
  narrator_.Check(demo::kNothingMissing,
                  {{"first", std::to_string(first_number_)},
                   {"last", std::to_string(watcher_->all().back().number())}});
  return {};
}

Ending Story::Replay() {
  const auto seen = watcher_->all();
  Watcher again(*officer_, watcher_->subscription_id(), [](const Notification&) {});
  again.Listen(first_token_);
  const bool there = again.WaitForNumber(seen.back().number(), kLongestWait);
  const auto heard = again.all();
  const bool same = there && heard.size() >= seen.size() &&
                    std::equal(seen.begin(), seen.end(), heard.begin(), SameEvent);
  if (auto failed = Hold(same, demo::kReplayCheck)) return failed;
  narrator_.Check(demo::kReplayed, {{"count", std::to_string(seen.size())}});
  return {};
}

Ending Story::Mistype() {
  narrator_.Step(demo::kAgent, demo::kMistypes, {{"code", kDemoUnknownArea}});
  auto request = NewReferral(1);
  request.set_area_code(kDemoUnknownArea);
  const auto made = agent_->Call(&ReferralsService::Stub::CreateReferral, request);
  if (auto failed = Hold(!made, demo::kNearestCheck)) return failed;
  const RemoteError& error = made.failure().error;
  if (made.failure().exit_code == kUnreachable) return made.failure();
  const std::string& nearest = village_.ancestors(village_.ancestors_size() - 1).name();
  const bool named = error.reason == "REGION_CODE_UNKNOWN" &&
                     error.english.find(nearest) != std::string::npos &&
                     error.indonesian.find(nearest) != std::string::npos;
  if (auto failed = Hold(named, demo::kNearestCheck)) return failed;
  narrator_.Quote(error.english);
  narrator_.Quote(error.indonesian);
  narrator_.Check(demo::kNearestNamed, {{"nearest", nearest}});
  return {};
}

Ending Story::LookFromOutside() {
  narrator_.Step(demo::kStranger, demo::kLooks, {{"reference", closed_reference_}});
  const auto stranger = Enter("office-officer", kDemoStranger);
  if (!stranger) return stranger.failure();
  referrals::v1::GetReferralRequest request;
  request.set_reference(closed_reference_);
  const auto got = (*stranger)->Call(&ReferralsService::Stub::GetReferral, request);
  if (!got && got.failure().exit_code == kUnreachable) return got.failure();
  if (auto failed = Hold(!got && got.failure().error.code == "NOT_FOUND", demo::kHiddenCheck)) {
    return failed;
  }
  QuoteRefusal(narrator_, got.failure().error);
  narrator_.Check(demo::kHidden);
  return {};
}

}  // namespace sinergi::cli
