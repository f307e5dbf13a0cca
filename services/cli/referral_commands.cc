#include <cstdio>

#include "services/cli/command_line.h"
#include "services/cli/handover_commands.h"
#include "services/cli/new_referral.h"
#include "services/cli/private_file.h"
#include "services/cli/referral_answers.h"
#include "services/cli/referral_steps.h"
#include "services/cli/referral_view.h"
#include "services/cli/referral_watch.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

struct SendOptions {
  std::string word;
  std::string etag;
  std::string second;
  NewReferral created;
};

struct ListOptions {
  std::string state;
  std::string filter;
  PageOptions page;
};

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

struct LetterOptions {
  std::string word;
  std::string output;
};

// To a file of one's own, which nobody else may read, or as it is to the standard output.
Ending ShowLetter(Session& session, const LetterOptions& options) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  referrals::v1::GetReferralLetterRequest request;
  request.set_referral_id(*id);
  request.set_language(session.output().language() == Language::kIndonesian ? "id" : "en");
  const auto got = session.Call(&ReferralsService::Stub::GetReferralLetter, request);
  if (!got) return got.failure();
  if (options.output.empty()) {
    session.output().Show(*got, [&] { return got->html(); });
    return {};
  }
  if (!WritePrivateFile(options.output, got->html())) {
    return UsageFailure(messages::kFileUnwritable, {{"path", options.output}});
  }
  session.output().Say(messages::kLetterWritten, {{"path", options.output}});
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
  request.set_filter(options.filter);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::ListReferrals, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
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
  auto letter = std::make_shared<LetterOptions>();
  Command print =
      line.AddCommand(group, "letter", help::kReferralLetter,
                      "  sinergi referral letter RJ-7K3M-9Q2F --output letter.html\n",
                      [letter](Session& session) { return ShowLetter(session, *letter); });
  print.Add("referral", letter->word, help::kReferralWord).Required();
  print.Add("--output", letter->output, help::kLetterFile);
  auto options = std::make_shared<ListOptions>();
  Command list =
      line.AddCommand(group, "list", help::kReferralList,
                      "  sinergi referral list --state sent\n"
                      "  sinergi referral list --filter 'area_code:19.04 AND priority = URGENT'\n",
                      [options](Session& session) { return List(session, *options); });
  list.Add("--state", options->state, help::kState);
  list.Add("--filter", options->filter, help::kReferralFilter);
  list.AddPage(options->page);
  auto found = std::make_shared<FindOptions>();
  Command find = line.AddCommand(group, "find", help::kReferralFind, "  sinergi referral find -\n",
                                 [found](Session& session) { return Find(session, *found); });
  find.Add("nik", found->nik, help::kFindNik).Required();
  find.AddPage(found->page);
  AddReferralAnswers(line, group);
  AddReferralSteps(line, group);
  AddHandovers(line, group);
  AddReferralWatch(line, group);
}

}  // namespace sinergi::cli
