#include "services/cli/command_line.h"

#include <sstream>

namespace sinergi::cli {
namespace {

// CLI11's help with the words of the chosen language.
class HelpText final : public CLI::Formatter {
 public:
  explicit HelpText(Language language) : language_(language) {
    column_width(34);
    if (language_ == Language::kEnglish) return;
    label("Usage", "Pemakaian");
    label("OPTIONS", "OPSI");
    label("SUBCOMMAND", "PERINTAH");
    label("SUBCOMMANDS", "PERINTAH");
    label("REQUIRED", "WAJIB");
    label("Positionals", "Masukan");
    label("TEXT", "TEKS");
    label("INT", "ANGKA");
    label("FLOAT", "ANGKA");
  }

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string text = Formatter::make_help(app, std::move(name), mode);
    Replace(text, "\nOptions:\n", help::kOptions);
    Replace(text, "\nSubcommands:\n", help::kCommands);
    return text;
  }

 private:
  void Replace(std::string& text, const std::string& title, const Message& by) const {
    const std::size_t at = text.find(title);
    if (at != std::string::npos) text.replace(at, title.size(), "\n" + Fill(by, language_) + ":\n");
  }

  const Language language_;
};

// What CLI11 found wrong; its own words follow, because only they name the option.
const Message& Complaint(const CLI::ParseError& error) {
  const std::string name = error.get_name();
  if (name == "RequiredError") return help::kSomethingMissing;
  if (name == "ExtrasError") return help::kSomethingUnknown;
  if (name == "ConversionError" || name == "ValidationError") return help::kValueWrong;
  if (name == "ExcludesError") return help::kNotTogether;
  return help::kNotUnderstood;
}

// Whether only the command itself is missing, as in `sinergi referral`.
bool LacksCommand(const CLI::ParseError& error, const CLI::App& meant) {
  return std::string(error.get_name()) == "RequiredError" &&
         meant.get_require_subcommand_min() > 0 && meant.get_subcommands().empty();
}

std::string CommandsOf(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return names;
}

Failure Misunderstood(const CLI::ParseError& error, const CLI::App& meant) {
  if (LacksCommand(error, meant)) {
    return UsageFailure(help::kCommandMissing, {{"commands", CommandsOf(meant)}});
  }
  Failure failure = UsageFailure(Complaint(error));
  failure.error.english += std::string(" ") + error.what();
  failure.error.indonesian += std::string(" ") + error.what();
  return failure;
}

}  // namespace

CommandLine::CommandLine(Language language)
    : language_(language), app_(Text(help::kProgram), "sinergi") {
  app_.formatter(std::make_shared<HelpText>(language));
  app_.set_help_flag("-h,--help", Text(help::kHelp));
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  AddGlobalOptions();
  // Commands repeat some of theirs to give several values.
  app_.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

void CommandLine::AddGlobalOptions() {
  app_.add_option("--server", options_.server, Text(help::kServer))
      ->envname("SINERGI_SERVER")
      ->capture_default_str();
  app_.add_option("--token", options_.token, Text(help::kToken))->envname("SINERGI_TOKEN");
  app_.add_option("--data", options_.data, Text(help::kData));
  app_.add_flag("--json", options_.json, Text(help::kJson));
  app_.add_option("--lang", language_word_, Text(help::kLang))->check(CLI::IsMember({"en", "id"}));
  app_.add_option("--timeout", options_.timeout_s, Text(help::kTimeout))
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->capture_default_str();
  app_.footer(Text(help::kFooter));
}

CommandLine::Reading CommandLine::Read(int argc, const char* const* argv) {
  try {
    app_.parse(argc, argv);
    return {run_, {}, {}};
  } catch (const CLI::Success& shown) {
    std::ostringstream text;
    std::ostringstream ignored;
    app_.exit(shown, text, ignored);
    return {nullptr, text.str(), {}};
  } catch (const CLI::ParseError& error) {
    return {nullptr, {}, Misunderstood(error, Meant())};
  }
}

const CLI::App& CommandLine::Meant() const {
  const CLI::App* meant = &app_;
  while (!meant->get_subcommands().empty()) meant = meant->get_subcommands().front();
  return *meant;
}

std::string CommandLine::MeantWords() const {
  std::string words = app_.get_name();
  for (const CLI::App* at = &app_; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    words += " " + at->get_name();
  }
  return words;
}

CLI::App& CommandLine::Group(const std::string& name, const Message& about) {
  CLI::App& group = *app_.add_subcommand(name, Text(about));
  group.require_subcommand(1);
  return group;
}

CLI::App& CommandLine::Command(CLI::App& parent, const std::string& name, const Message& about,
                               const std::string& examples, Run run) {
  CLI::App& command = *parent.add_subcommand(name, Text(about));
  command.require_subcommand(0);
  command.footer(Text(help::kExamples) + ":\n" + examples + "\n" + Text(help::kGlobal));
  command.callback([this, &command, run = std::move(run)] {
    if (command.get_subcommands().empty()) run_ = run;
  });
  return command;
}

CLI::Option& CommandLine::Add(CLI::App& command, const std::string& name, std::string& target,
                              const Message& about) const {
  return *command.add_option(name, target, Text(about));
}

void CommandLine::AddPage(CLI::App& command, PageOptions& page) const {
  command.add_option("--page-size", page.size, Text(help::kPageSize))
      ->check(CLI::Range(1, 1000).description(""));
  command.add_option("--page-token", page.token, Text(help::kPageToken));
}

}  // namespace sinergi::cli
