#include <cstdio>
#include <cstdlib>

#include "services/cli/command_line.h"
#include "services/cli/explain.h"
#include "services/cli/language.h"

namespace sinergi::cli {
namespace {

std::optional<std::string> Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

int Fail(Failure failure, const CommandLine& line) {
  if (failure.exit_code == kUsage) failure.command = line.MeantWords();
  const GlobalOptions& options = line.options();
  const std::string text = options.json ? ExplainAsJson(failure, options.server, line.language())
                                        : Explain(failure, options.server, line.language(),
                                                  Painter(Output::WantsColours(stderr)));
  std::fputs(text.c_str(), stderr);
  return failure.exit_code;
}

int Main(int argc, const char* const* argv) {
  // gRPC's own complaints would stand between the lines; failures are told by Explain.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  CommandLine line(ChooseLanguage({argv + 1, argv + argc}, Environment));
  for (const auto add : {AddLoginCommands, AddFacilityCommands, AddReferralCommands,
                         AddConsentCommands, AddSubscriptionCommands, AddWatchCommand,
                         AddReferenceCommands, AddEventsCommands, AddTatCommands, AddDemoCommand}) {
    add(line);
  }
  const CommandLine::Reading reading = line.Read(argc, argv);
  if (reading.failure) return Fail(*reading.failure, line);
  if (!reading.run) {
    std::fputs(reading.text.c_str(), stdout);
    return kOk;
  }
  if (!Servers::Parse(line.options().server)) {
    return Fail(UsageFailure(messages::kServerForm, {{"server", line.options().server}}), line);
  }
  Session session(line.options(), line.language());
  const Ending ending = reading.run(session);
  return ending ? Fail(*ending, line) : kOk;
}

}  // namespace
}  // namespace sinergi::cli

int main(int argc, char** argv) { return sinergi::cli::Main(argc, argv); }
