#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "services/cli/failure.h"
#include "services/cli/help_messages.h"
#include "services/cli/session.h"

namespace sinergi::cli {

// Options that a page of a list takes.
struct PageOptions {
  int size = 0;
  std::string token;
};

// Every command with its options, help and examples, in one language.
class CommandLine {
 public:
  using Run = std::function<Ending(Session&)>;

  explicit CommandLine(Language language);

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
  CLI::App& Group(const std::string& name, const Message& about);

  // A command under a group or the program itself. `examples` are whole command lines.
  CLI::App& Command(CLI::App& parent, const std::string& name, const Message& about,
                    const std::string& examples, Run run);

  CLI::Option& Add(CLI::App& command, const std::string& name, std::string& target,
                   const Message& about) const;
  void AddPage(CLI::App& command, PageOptions& page) const;

  std::string Text(const Message& message) const { return Fill(message, language_); }
  CLI::App& app() { return app_; }
  const GlobalOptions& options() const { return options_; }
  Language language() const { return language_; }

 private:
  void AddGlobalOptions();
  const CLI::App& Meant() const;

  const Language language_;
  CLI::App app_;
  GlobalOptions options_;
  std::string language_word_;
  Run run_;
};

// One per file of commands.
void AddLoginCommands(CommandLine& line);
void AddFacilityCommands(CommandLine& line);
void AddReferralCommands(CommandLine& line);
void AddSubscriptionCommands(CommandLine& line);
void AddWatchCommand(CommandLine& line);
void AddReferenceCommands(CommandLine& line);
void AddEventsCommands(CommandLine& line);
void AddDemoCommand(CommandLine& line);

}  // namespace sinergi::cli
