#include "services/cli/demo_story.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "services/cli/demo_messages.h"
#include "services/cli/demo_places.h"
#include "services/cli/event_text.h"
#include "services/cli/login.h"
#include "services/cli/moments.h"
#include "services/cli/subscriptions.h"
#include "sinergi/reference/v1/reference_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::Notification;
using reference::v1::ReferenceService;

constexpr std::chrono::seconds kLongestStep{10};

// The words that no event may carry.
std::vector<std::string> Secrets() {
  std::vector<std::string> secrets;
  for (const int which : {1, 2}) {
    const auto person = DemoPerson(which);
    for (const std::string& word : {person.name(), person.nik(), person.phone(), person.note()}) {
      secrets.push_back(word);
    }
  }
  secrets.insert(secrets.end(), {kDemoOutcomeNote, kDemoRefusalNote});
  return secrets;
}

std::string NameOf(const reference::v1::GetRegionResponse& response,
                   reference::v1::RegionLevel level) {
  for (const auto& region : response.ancestors()) {
    if (region.level() == level) return region.name();
  }
  return {};
}

// Not the facilities': their own may still be on its way when the line is opened.
std::vector<std::string> ReferralEvents() {
  std::vector<std::string> types;
  for (const char* name : {"ReferralCreated", "ReferralSent", "ReferralReceived",
                           "ReferralAccepted", "AppointmentRecorded", "ReferralStarted",
                           "ReferralRejected", "ReferralCompleted", "ConsentRevoked"}) {
    types.push_back(std::string("id.go.bnn.sinergi.referrals.v1.") + name);
  }
  return types;
}

}  // namespace

Story::Story(Session& session)
    : session_(session), narrator_(session.output()), began_(std::chrono::steady_clock::now()) {}

Ending Story::Play() {
  const std::string& server = session_.options().server;
  if (!IsLoopback(server)) return UsageFailure(messages::kLoopbackOnly, {{"server", server}});
  narrator_.Title(demo::kTitle);
  for (const auto chapter : {&Story::ShowVillage, &Story::FindPlaces, &Story::OpenLine,
                             &Story::CloseLoop, &Story::RefuseBehindCutLine,
                             &Story::WithdrawConsent, &Story::AskWrongly, &Story::GiveAccount}) {
    if (auto failed = (this->*chapter)()) return failed;
  }
  return {};
}

Ending Story::ShowVillage() {
  auto officer = Enter("office-officer", kDemoOffice);
  if (!officer) return officer.failure();
  officer_ = *std::move(officer);
  reference::v1::GetRegionRequest request;
  request.set_code(kDemoVillage);
  auto got = officer_->Call(&ReferenceService::Stub::GetRegion, request);
  if (!got) return got.failure();
  village_ = *std::move(got);
  narrator_.SetZone(ParseZone(village_.region().time_zone()));
  const Variables names{{"village", village_.region().name()},
                        {"district", NameOf(village_, reference::v1::REGION_LEVEL_DISTRICT)},
                        {"regency", NameOf(village_, reference::v1::REGION_LEVEL_REGENCY)},
                        {"code", kDemoVillage},
                        {"office", kDemoOffice}};
  narrator_.Chapter(demo::kVillageChapter);
  narrator_.Tell(demo::kVillage, names);
  narrator_.Tell(demo::kBorder, names);
  const auto& offices = village_.offices();
  const bool serves = std::find(offices.begin(), offices.end(), kDemoOffice) != offices.end();
  if (auto failed = Hold(serves, demo::kServesCheck)) return failed;
  narrator_.Check(demo::kServes, names);
  return {};
}

Ending Story::FindPlaces() {
  narrator_.Chapter(demo::kPlacesChapter);
  for (const auto& [wished, facility] :
       {std::pair{DemoUnit(), &unit_}, std::pair{DemoClinic(), &clinic_}}) {
    const auto found = FindOrRegister(*officer_, wished);
    if (!found) return found.failure();
    *facility = found->facility;
    narrator_.Step(demo::kOffice, found->is_new ? demo::kRegistered : demo::kFound,
                   {{"name", facility->name()}, {"area", facility->area_code()}});
  }
  auto agent = Enter("ibm-agent", kDemoOffice, unit_.facility_id());
  if (!agent) return agent.failure();
  agent_ = *std::move(agent);
  auto clinician = Enter("facility-officer", kDemoOffice, clinic_.facility_id());
  if (!clinician) return clinician.failure();
  clinician_ = *std::move(clinician);
  return {};
}

Ending Story::OpenLine() {
  narrator_.Chapter(demo::kLineChapter);
  const auto found = FindOrCreateSubscription(
      *officer_,
      {"Peragaan " + village_.region().name(), kDemoOffice, kDemoVillage, ReferralEvents()});
  if (!found) return found.failure();
  narrator_.Step(demo::kOffice, demo::kSubscribes, {{"village", village_.region().name()}});
  watcher_ = std::make_unique<Watcher>(
      *officer_, found->subscription.subscription_id(),
      [this](const Notification& notification) { narrator_.Event(notification); });
  watcher_->Listen("");
  const auto line = watcher_->WaitForLine(kLongestStep);
  if (!line) {
    if (auto failed = watcher_->failed()) return failed;
    return LocalFailure(demo::kLineSilent, {{"seconds", std::to_string(kLongestStep.count())}});
  }
  first_token_ = line->resume_token();
  first_number_ = line->last_number() + 1;
  narrator_.Check(demo::kLineOpen, {{"number", std::to_string(first_number_)}});
  return {};
}

Ending Story::GiveAccount() {
  if (auto failed = CheckNumbers()) return failed;
  if (auto failed = CheckPrivacy()) return failed;
  const auto events = watcher_->all();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
  std::array<char, 32> seconds{};
  std::snprintf(seconds.data(), seconds.size(), "%.1f", took.count());
  const Output& output = session_.output();
  if (output.json()) {
    output.Write(nlohmann::ordered_json{{"events", events.size()},
                                        {"first_number", first_number_},
                                        {"last_number", events.back().number()},
                                        {"missing_or_double", 0},
                                        {"with_personal_data", 0},
                                        {"attribution", village_.attribution()}}
                     .dump(2) +
                 "\n");
    return {};
  }
  narrator_.Chapter(demo::kAccountChapter);
  narrator_.Account(
      {{demo::kEventsSeen,
        output.Text(demo::kEventRange, {{"count", std::to_string(events.size())},
                                        {"first", std::to_string(first_number_)},
                                        {"last", std::to_string(events.back().number())}})},
       {demo::kGaps, output.Text(demo::kNone)},
       {demo::kPersonData, output.Text(demo::kNone)},
       {demo::kTook, output.Text(demo::kSeconds, {{"seconds", seconds.data()}})}},
      village_.attribution());
  return {};
}

Answer<std::unique_ptr<Connection>> Story::Enter(const std::string& role, const std::string& office,
                                                 const std::string& facility) const {
  Caller caller;
  caller.subject = "demo-" + role;
  caller.roles = {role};
  caller.office = office;
  caller.facility = facility;
  caller.deputy = "rehabilitasi";
  const GlobalOptions& options = session_.options();
  const auto token = IssueDevelopmentToken(options.data, caller, std::chrono::hours(1));
  if (!token) return token.failure();
  return std::make_unique<Connection>(options.server, *token, options.timeout());
}

Ending Story::Expect(const char* event, const Referral& referral) {
  const std::string type = EventType(event);
  if (watcher_->WaitFor(type, referral.referral_id(), kLongestStep)) return {};
  if (auto failed = watcher_->failed()) return failed;
  return LocalFailure(demo::kNotSeen, {{"event", EventLabel(type, narrator_.language())},
                                       {"reference", referral.reference()},
                                       {"seconds", std::to_string(kLongestStep.count())}});
}

Ending Story::Hold(bool holds, const Message& what) const {
  if (holds) return {};
  Failure failure;
  failure.error.english =
      Fill(demo::kNotAsTold, Language::kEnglish, {{"what", Fill(what, Language::kEnglish)}});
  failure.error.indonesian =
      Fill(demo::kNotAsTold, Language::kIndonesian, {{"what", Fill(what, Language::kIndonesian)}});
  return failure;
}

Ending Story::CheckNumbers() const {
  std::int64_t due = first_number_;
  for (const Notification& notification : watcher_->all()) {
    if (auto failed = Hold(notification.number() == due++, demo::kNumbersCheck)) return failed;
  }
  return {};
}

Ending Story::CheckPrivacy() const {
  const std::vector<std::string> secrets = Secrets();
  for (const Notification& notification : watcher_->all()) {
    const std::string bytes = notification.SerializeAsString();
    const bool clean = std::none_of(secrets.begin(), secrets.end(), [&](const std::string& word) {
      return bytes.find(word) != std::string::npos;
    });
    if (auto failed = Hold(clean, demo::kPrivacyCheck)) return failed;
  }
  return {};
}

}  // namespace sinergi::cli
