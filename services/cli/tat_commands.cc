#include <google/protobuf/util/json_util.h>

#include "common/ids/uuid.h"
#include "services/cli/command_line.h"
#include "services/cli/private_file.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "services/cli/tat_messages.h"
#include "services/cli/tat_view.h"
#include "sinergi/tat/v1/tat_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

namespace v1 = ::sinergi::tat::v1;
using Stub = v1::TatService::Stub;

struct SubmitOptions {
  std::string office;
  std::string file;
};

struct TatStepOptions {
  std::string word;
  std::string etag;
  std::string file;
  std::string reason;
  std::string note;
};

struct TatListOptions {
  std::string state;
  PageOptions page;
};

// What is written in a file as JSON. The failure never repeats what it holds.
template <class Contents>
Answer<Contents> ReadContents(const std::string& path) {
  const auto text = path == "-" ? ReadNote(path) : ReadSmallFile(path);
  if (!text) return LocalFailure(messages::kFileUnreadable, {{"path", path}});
  Contents contents;
  if (!google::protobuf::util::JsonStringToMessage(*text, &contents).ok()) {
    return UsageFailure(messages::kTatFileWrong, {{"path", path}});
  }
  return contents;
}

Answer<v1::TatRequest> FindRequest(Session& session, const std::string& word) {
  v1::GetTatRequestRequest request;
  if (Uuid::Parse(word)) {
    request.set_tat_request_id(word);
  } else {
    request.set_reference(word);
  }
  auto got = session.Call(&Stub::GetTatRequest, request);
  if (!got) return got.failure();
  return std::move(*got->mutable_tat_request());
}

Answer<std::string> RequestId(Session& session, const std::string& word) {
  if (Uuid::Parse(word)) return word;
  const auto found = FindRequest(session, word);
  if (!found) return found.failure();
  return found->tat_request_id();
}

Ending Submit(Session& session, const SubmitOptions& options) {
  auto tat_case = ReadContents<v1::TatCase>(options.file);
  if (!tat_case) return tat_case.failure();
  v1::SubmitTatRequestRequest request;
  request.set_office(options.office);
  *request.mutable_tat_case() = *std::move(tat_case);
  const auto got = session.Call(&Stub::SubmitTatRequest, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->tat_request()); });
  return {};
}

template <class Method, class Request>
Ending TakeTatStep(Session& session, const TatStepOptions& options, Method method,
                   Request request) {
  const auto id = RequestId(session, options.word);
  if (!id) return id.failure();
  request.set_tat_request_id(*id);
  request.set_etag(options.etag);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->tat_request()); });
  return {};
}

Ending Start(Session& session, const TatStepOptions& options) {
  return TakeTatStep(session, options, &Stub::StartTatAssessment, v1::StartTatAssessmentRequest());
}

Ending Conclude(Session& session, const TatStepOptions& options) {
  auto recommendation = ReadContents<v1::TatRecommendation>(options.file);
  if (!recommendation) return recommendation.failure();
  v1::ConcludeTatRequestRequest request;
  *request.mutable_recommendation() = *std::move(recommendation);
  return TakeTatStep(session, options, &Stub::ConcludeTatRequest, request);
}

Ending Return(Session& session, const TatStepOptions& options) {
  const auto reason = ReadEnum<v1::TatReturnReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  v1::ReturnTatRequestRequest request;
  request.set_reason(*reason);
  request.set_note(ReadNote(options.note));
  return TakeTatStep(session, options, &Stub::ReturnTatRequest, request);
}

Ending Withdraw(Session& session, const TatStepOptions& options) {
  const auto reason = ReadEnum<v1::TatWithdrawalReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  v1::WithdrawTatRequestRequest request;
  request.set_reason(*reason);
  return TakeTatStep(session, options, &Stub::WithdrawTatRequest, request);
}

Ending Get(Session& session, const TatStepOptions& options) {
  auto found = FindRequest(session, options.word);
  if (!found) return found.failure();
  v1::GetTatRequestResponse response;
  *response.mutable_tat_request() = *std::move(found);
  session.output().Show(response, [&] { return Describe(session, response.tat_request()); });
  return {};
}

Ending ShowCase(Session& session, const TatStepOptions& options) {
  const auto id = RequestId(session, options.word);
  if (!id) return id.failure();
  v1::GetTatCaseRequest request;
  request.set_tat_request_id(*id);
  const auto got = session.Call(&Stub::GetTatCase, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->tat_case()); });
  return {};
}

Ending ShowRecommendation(Session& session, const TatStepOptions& options) {
  const auto id = RequestId(session, options.word);
  if (!id) return id.failure();
  v1::GetTatRecommendationRequest request;
  request.set_tat_request_id(*id);
  const auto got = session.Call(&Stub::GetTatRecommendation, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->recommendation()); });
  return {};
}

template <class Method, class Request>
Ending ShowPage(Session& session, const PageOptions& page, Method method, Request request) {
  request.set_page_size(page.size);
  request.set_page_token(page.token);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(
      *got, [&] { return DescribeRequests(session, got->tat_requests(), got->next_page_token()); });
  return {};
}

Ending List(Session& session, const TatListOptions& options) {
  const auto state = ReadEnum<v1::TatState>("--state", options.state);
  if (!state) return state.failure();
  v1::ListTatRequestsRequest request;
  request.set_state(*state);
  return ShowPage(session, options.page, &Stub::ListTatRequests, request);
}

Ending ListWaiting(Session& session, const TatListOptions& options) {
  return ShowPage(session, options.page, &Stub::ListWaitingTatRequests,
                  v1::ListWaitingTatRequestsRequest());
}

using TakeStepOf = Ending (*)(Session&, const TatStepOptions&);

// A command about one request.
Command AddAbout(CommandLine& line, Command group, const std::string& name, const Message& about,
                 const std::string& example, const std::shared_ptr<TatStepOptions>& options,
                 TakeStepOf take) {
  Command command = line.AddCommand(
      group, name, about, "  sinergi tat " + name + " TAT-7K3M-9Q2F" + example + "\n",
      [options, take](Session& session) { return take(session, *options); });
  command.Add("request", options->word, help::kTatWord).Required();
  return command;
}

void AddSteps(CommandLine& line, Command group) {
  const auto options = [] { return std::make_shared<TatStepOptions>(); };
  const auto started = options();
  AddAbout(line, group, "start", help::kTatStart, "", started, Start)
      .Add("--etag", started->etag, help::kEtag);
  const auto concluded = options();
  const Command conclude = AddAbout(line, group, "conclude", help::kTatConclude,
                                    " --file recommendation.json", concluded, Conclude);
  conclude.Add("--file", concluded->file, help::kTatFile).Required();
  conclude.Add("--etag", concluded->etag, help::kEtag);
  const auto returned = options();
  const Command give_back = AddAbout(line, group, "return", help::kTatReturn,
                                     " --reason papers-missing --note -", returned, Return);
  give_back.Add("--reason", returned->reason, help::kTatReturnReason).Required();
  give_back.Add("--note", returned->note, help::kTatReturnNote);
  give_back.Add("--etag", returned->etag, help::kEtag);
  const auto withdrawn = options();
  const Command withdraw = AddAbout(line, group, "withdraw", help::kTatWithdraw,
                                    " --reason no-longer-needed", withdrawn, Withdraw);
  withdraw.Add("--reason", withdrawn->reason, help::kTatWithdrawalReason).Required();
  withdraw.Add("--etag", withdrawn->etag, help::kEtag);
  AddAbout(line, group, "get", help::kTatGet, "", options(), Get);
  AddAbout(line, group, "case", help::kTatCase, "", options(), ShowCase);
  AddAbout(line, group, "recommendation", help::kTatRecommendation, "", options(),
           ShowRecommendation);
}

}  // namespace

void AddTatCommands(CommandLine& line) {
  const Command group = line.AddGroup("tat", help::kTat);
  const auto submitted = std::make_shared<SubmitOptions>();
  const Command submit =
      line.AddCommand(group, "submit", help::kTatSubmit,
                      "  sinergi tat submit --office BNNK-PANGKALPINANG --file case.json\n",
                      [submitted](Session& session) { return Submit(session, *submitted); });
  submit.Add("--office", submitted->office, help::kTatOffice).Required();
  submit.Add("--file", submitted->file, help::kTatFile).Required();
  AddSteps(line, group);
  const auto listed = std::make_shared<TatListOptions>();
  const Command list =
      line.AddCommand(group, "list", help::kTatList, "  sinergi tat list --state concluded\n",
                      [listed](Session& session) { return List(session, *listed); });
  list.Add("--state", listed->state, help::kTatState);
  list.AddPage(listed->page);
  const auto waits = std::make_shared<TatListOptions>();
  line.AddCommand(group, "waiting", help::kTatWaiting, "  sinergi tat waiting\n",
                  [waits](Session& session) { return ListWaiting(session, *waits); })
      .AddPage(waits->page);
}

}  // namespace sinergi::cli
