#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/cli/failure.h"
#include "services/cli/help_messages.h"
#include "services/cli/session.h"

// CLI11's, whose header takes longer to compile than any file that describes a command.
namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace sinergi::cli {

// Options that a page of a list takes.
struct PageOptions {
  int size = 0;
  std::string token;
};

// An option or a positional argument of a command. A reference: copies mean the same one.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option Required();
  // Any other word is refused.
  Option OneOf(const std::vector<std::string>& words);
  // The help text shows what the target holds now.
  Option ShowDefault();

 private:
  CLI::Option* option_;
};

// The least and the most that a number may be.
struct Between {
  std::int64_t least;
  std::int64_t most;
};

// A command, a group of commands, or the program. A reference: copies mean the same one. What is
// added writes its value to `target`, which lives as long as the command line does.
class Command {
 public:
  Command(CLI::App& app, Language language) : app_(&app), language_(language) {}

  // "--name" is an option, "name" a positional argument.
  Option Add(const std::string& name, std::string& target, const Message& about) const;
  Option AddNumber(const std::string& name, int& target, Between range, const Message& about) const;
  Option AddNumber(const std::string& name, std::int64_t& target, Between range,
                   const Message& about) const;
  // True when it is given.
  void AddFlag(const std::string& name, bool& target, const Message& about) const;
  // May be given several times, one value each.
  Option AddSeveral(const std::string& name, std::vector<std::string>& target,
                    const Message& about) const;
  void AddPage(PageOptions& page) const;

 private:
  friend class CommandLine;

  CLI::App* app_;
  Language language_;
};

// Every command with its options, help and examples, in one language.
class CommandLine {
 public:
  using Run = std::function<Ending(Session&)>;

  explicit CommandLine(Language language);
  ~CommandLine();

  // What the arguments ask for: a command to run, a help text to show, or what is wrong with them.
  struct Reading {
    Run run;
    std::string text;
    Ending failure;
  };
  Reading Read(int argc, const char* const* argv);

  // The command that was read, as far as it was understood: "sinergi referral send".
  std::string MeantWords() const;

  // A word that commands stand behind: "referral".
  Command AddGroup(const std::string& name, const Message& about);

  // A command under a group, under another command, or under the program itself. `examples` are
  // whole command lines.
  Command AddCommand(Command parent, const std::string& name, const Message& about,
                     const std::string& examples, Run run);

  Command program() const { return {*app_, language_}; }
  const GlobalOptions& options() const { return options_; }
  Language language() const { return language_; }

 private:
  void AddGlobalOptions();
  const CLI::App& Meant() const;

  const Language language_;
  const std::unique_ptr<CLI::App> app_;
  GlobalOptions options_;
  std::string language_word_;
  Run run_;
};

// One per file of commands.
void AddLoginCommands(CommandLine& line);
void AddFacilityCommands(CommandLine& line);
void AddReferralCommands(CommandLine& line);
void AddConsentCommands(CommandLine& line);
void AddSubscriptionCommands(CommandLine& line);
void AddWatchCommand(CommandLine& line);
void AddReferenceCommands(CommandLine& line);
void AddEventsCommands(CommandLine& line);
void AddTatCommands(CommandLine& line);
void AddDemoCommand(CommandLine& line);

}  // namespace sinergi::cli
