#pragma once

#include <memory>
#include <string>

#include "services/cli/command_line.h"
#include "services/cli/referral_view.h"
#include "services/cli/resolve.h"
#include "services/cli/session.h"

namespace sinergi::cli {

// What every step names: the referral, and the etag that it must have.
struct StepOptions {
  std::string word;
  std::string etag;
};

// Names the referral, makes the call and shows how the referral stands then.
template <class Method, class Request>
Ending TakeStep(Session& session, const StepOptions& options, Method method, Request request) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  request.set_referral_id(*id);
  request.set_etag(options.etag);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->referral()); });
  return {};
}

// A command of the group whose options begin with StepOptions.
template <class Options>
Command AddStep(CommandLine& line, Command group, const std::string& name, const Message& about,
                const std::string& example, const std::shared_ptr<Options>& options,
                Ending (*take)(Session&, const Options&)) {
  Command command = line.AddCommand(
      group, name, about, "  sinergi referral " + name + " RJ-7K3M-9Q2F" + example + "\n",
      [options, take](Session& session) { return take(session, *options); });
  command.Add("referral", options->word, help::kReferralWord).Required();
  command.Add("--etag", options->etag, help::kEtag);
  return command;
}

// What waits for one, and what is neither the first answer nor the outcome: receive, start, hold,
// resume, appointment, fail, cancel, confirm-cancellation, void.
void AddReferralSteps(CommandLine& line, Command group);

}  // namespace sinergi::cli
