#include <cstdio>

#include "services/cli/command_line.h"
#include "services/cli/person_file.h"
#include "services/cli/referral_answers.h"
#include "services/cli/referral_steps.h"
#include "services/cli/referral_view.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

// Everything that makes a new referral.
struct NewReferral {
  std::string sender;
  std::string receiver;
  std::string area;
  std::string service;
  std::string priority = "routine";
  std::string person_file;
  std::string name;
  std::string nik;
  std::string phone;
  std::string note;
  std::string giver;
  std::string form = "written";
  std::string replaces;
  std::string part_of;

  // The first option that belongs to a new referral only; empty when none was given.
  std::string Given() const {
    for (const auto& [option, value] :
         {std::pair{"--from", &sender}, std::pair{"--to", &receiver}, std::pair{"--area", &area},
          std::pair{"--service", &service}, std::pair{"--person-file", &person_file},
          std::pair{"--name", &name}, std::pair{"--nik", &nik}, std::pair{"--phone", &phone},
          std::pair{"--consent", &giver}, std::pair{"--replaces", &replaces},
          std::pair{"--part-of", &part_of}}) {
      if (!value->empty()) return option;
    }
    return {};
  }
};

struct SendOptions {
  std::string word;
  std::string etag;
  std::string second;
  NewReferral created;
};

struct ListOptions {
  std::string state;
  PageOptions page;
};

Answer<referrals::v1::ReferralPerson> PersonOf(const NewReferral& options) {
  referrals::v1::ReferralPerson person;
  if (!options.person_file.empty()) {
    auto read = ReadPersonFile(options.person_file);
    if (!read) return read.failure();
    person = *std::move(read);
  }
  if (!options.name.empty()) person.set_name(options.name);
  if (!options.nik.empty()) person.set_nik(options.nik);
  if (!options.phone.empty()) person.set_phone(options.phone);
  if (!options.note.empty()) person.set_note(ReadNote(options.note));
  return person;
}

Ending Parties(Session& session, const NewReferral& options,
               referrals::v1::CreateReferralRequest& request) {
  const std::string sender = options.sender.empty() ? session.WhoAmI().facility : options.sender;
  if (!sender.empty()) {
    const auto id = FacilityId(session, sender);
    if (!id) return id.failure();
    request.set_sender_facility_id(*id);
  }
  const auto receiver = FacilityId(session, options.receiver);
  if (!receiver) return receiver.failure();
  request.set_receiver_facility_id(*receiver);
  return {};
}

// For what is asked for, by both sides.
Ending SetConsent(const NewReferral& options, referrals::v1::CreateReferralRequest& request) {
  if (options.giver.empty()) return {};
  const auto giver = ReadEnum<referrals::v1::ConsentGiver>("--consent", options.giver);
  if (!giver) return giver.failure();
  const auto form = ReadEnum<referrals::v1::ConsentForm>("--consent-form", options.form);
  if (!form) return form.failure();
  const bool aftercare = request.service() == referrals::v1::FACILITY_SERVICE_AFTERCARE;
  request.mutable_consent()->set_purpose(aftercare ? referrals::v1::CONSENT_PURPOSE_AFTERCARE
                                                   : referrals::v1::CONSENT_PURPOSE_CARE);
  request.mutable_consent()->set_giver(*giver);
  request.mutable_consent()->set_form(*form);
  return {};
}

Answer<referrals::v1::CreateReferralResponse> CreateNew(Session& session,
                                                        const NewReferral& options) {
  for (const auto& [option, value] :
       {std::pair{"--to", &options.receiver}, std::pair{"--area", &options.area},
        std::pair{"--service", &options.service}}) {
    if (value->empty()) return UsageFailure(messages::kOptionNeeded, {{"option", option}});
  }
  referrals::v1::CreateReferralRequest request;
  const auto service = ReadEnum<referrals::v1::FacilityService>("--service", options.service);
  if (!service) return service.failure();
  const auto priority = ReadEnum<referrals::v1::ReferralPriority>("--priority", options.priority);
  if (!priority) return priority.failure();
  auto person = PersonOf(options);
  if (!person) return person.failure();
  if (auto failed = Parties(session, options, request)) return *failed;
  request.set_area_code(options.area);
  request.set_service(*service);
  request.set_priority(*priority);
  *request.mutable_person() = *std::move(person);
  if (auto failed = SetConsent(options, request)) return *failed;
  if (!options.replaces.empty()) {
    const auto id = ReferralId(session, options.replaces);
    if (!id) return id.failure();
    request.set_replaces_referral_id(*id);
  }
  if (!options.part_of.empty()) {
    const auto id = ReferralId(session, options.part_of);
    if (!id) return id.failure();
    request.set_part_of_referral_id(*id);
  }
  return session.Call(&ReferralsService::Stub::CreateReferral, request);
}

Ending Create(Session& session, const NewReferral& options) {
  const auto created = CreateNew(session, options);
  if (!created) return created.failure();
  session.output().Show(*created, [&] {
    return DescribeWarnings(session, *created) + Describe(session, created->referral());
  });
  return {};
}

// The draft to send: the one that was named, or one that is made now.
Answer<std::string> DraftToSend(Session& session, const SendOptions& options) {
  const std::string given = options.created.Given();
  if (!options.word.empty()) {
    if (given.empty()) return ReferralId(session, options.word);
    return UsageFailure(messages::kNotBoth, {{"option", given}, {"id", options.word}});
  }
  const auto created = CreateNew(session, options.created);
  if (!created) return created.failure();
  if (!session.output().json()) std::fputs(DescribeWarnings(session, *created).c_str(), stderr);
  return created->referral().referral_id();
}

Ending Send(Session& session, const SendOptions& options) {
  const auto second = ReadEnum<referrals::v1::SecondReferralReason>("--second", options.second);
  if (!second) return second.failure();
  const auto id = DraftToSend(session, options);
  if (!id) return id.failure();
  referrals::v1::SendReferralRequest request;
  request.set_second_reason(*second);
  request.set_referral_id(*id);
  request.set_etag(options.etag);
  const auto got = session.Call(&ReferralsService::Stub::SendReferral, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->referral()); });
  return {};
}

Ending Get(Session& session, const std::string& word) {
  auto found = FindReferral(session, word);
  if (!found) return found.failure();
  referrals::v1::GetReferralResponse response;
  *response.mutable_referral() = *std::move(found);
  session.output().Show(response, [&] { return Describe(session, response.referral()); });
  return {};
}

Ending ShowPerson(Session& session, const std::string& word) {
  const auto id = ReferralId(session, word);
  if (!id) return id.failure();
  referrals::v1::GetReferralPersonRequest request;
  request.set_referral_id(*id);
  const auto got = session.Call(&ReferralsService::Stub::GetReferralPerson, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->person()); });
  return {};
}

struct FindOptions {
  std::string nik;
  PageOptions page;
};

Ending Find(Session& session, const FindOptions& options) {
  referrals::v1::FindReferralsByNikRequest request;
  request.set_nik(ReadNote(options.nik));
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::FindReferralsByNik, request);
  if (!got) return got.failure();
  referrals::v1::ListReferralsResponse found;
  *found.mutable_referrals() = got->referrals();
  found.set_next_page_token(got->next_page_token());
  session.output().Show(*got, [&] { return Describe(session, found); });
  return {};
}

Ending List(Session& session, const ListOptions& options) {
  const auto state = ReadEnum<referrals::v1::ReferralState>("--state", options.state);
  if (!state) return state.failure();
  referrals::v1::ListReferralsRequest request;
  request.set_state(*state);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::ListReferrals, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

void AddNewReferral(Command command, NewReferral& options) {
  command.Add("--from", options.sender, help::kFrom);
  command.Add("--to", options.receiver, help::kTo);
  command.Add("--area", options.area, help::kPersonArea);
  command.Add("--service", options.service, help::kService);
  command.Add("--priority", options.priority, help::kPriority).ShowDefault();
  command.Add("--person-file", options.person_file, help::kPersonFile);
  command.Add("--name", options.name, help::kPersonName);
  command.Add("--nik", options.nik, help::kNik);
  command.Add("--phone", options.phone, help::kPhone);
  command.Add("--note", options.note, help::kPersonNote);
  command.Add("--consent", options.giver, help::kConsentGiver);
  command.Add("--consent-form", options.form, help::kConsentForm).ShowDefault();
  command.Add("--replaces", options.replaces, help::kReplaces);
  command.Add("--part-of", options.part_of, help::kPartOf);
}

void AddCreateAndSend(CommandLine& line, Command group) {
  auto created = std::make_shared<NewReferral>();
  Command create = line.AddCommand(
      group, "create", help::kReferralCreate,
      "  sinergi referral create --to \"Klinik Pratama BNN Kota Pangkalpinang\" \\\n"
      "      --area 19.04.02.2020 --service outpatient --person-file person.json --consent "
      "person\n",
      [created](Session& session) { return Create(session, *created); });
  AddNewReferral(create, *created);
  auto options = std::make_shared<SendOptions>();
  Command send = line.AddCommand(
      group, "send", help::kReferralSend,
      "  sinergi referral send RJ-7K3M-9Q2F\n"
      "  sinergi referral send --to \"Klinik Pratama BNN Kota Pangkalpinang\" \\\n"
      "      --area 19.04.02.2020 --service outpatient --priority urgent --person-file - \\\n"
      "      --consent guardian\n",
      [options](Session& session) { return Send(session, *options); });
  send.Add("referral", options->word, help::kReferralWord);
  send.Add("--etag", options->etag, help::kEtag);
  send.Add("--second", options->second, help::kSecond);
  AddNewReferral(send, options->created);
}

using Reader = Ending (*)(Session&, const std::string&);

void AddReader(CommandLine& line, Command group, const std::string& name, const Message& about,
               Reader read) {
  auto word = std::make_shared<std::string>();
  Command command =
      line.AddCommand(group, name, about, "  sinergi referral " + name + " RJ-7K3M-9Q2F\n",
                      [word, read](Session& session) { return read(session, *word); });
  command.Add("referral", *word, help::kReferralWord).Required();
}

}  // namespace

void AddReferralCommands(CommandLine& line) {
  Command group = line.AddGroup("referral", help::kReferral);
  AddCreateAndSend(line, group);
  AddReader(line, group, "get", help::kReferralGet, Get);
  AddReader(line, group, "person", help::kReferralPerson, ShowPerson);
  auto options = std::make_shared<ListOptions>();
  Command list =
      line.AddCommand(group, "list", help::kReferralList, "  sinergi referral list --state sent\n",
                      [options](Session& session) { return List(session, *options); });
  list.Add("--state", options->state, help::kState);
  list.AddPage(options->page);
  auto found = std::make_shared<FindOptions>();
  Command find = line.AddCommand(group, "find", help::kReferralFind, "  sinergi referral find -\n",
                                 [found](Session& session) { return Find(session, *found); });
  find.Add("nik", found->nik, help::kFindNik).Required();
  find.AddPage(found->page);
  AddReferralAnswers(line, group);
  AddReferralSteps(line, group);
}

}  // namespace sinergi::cli
