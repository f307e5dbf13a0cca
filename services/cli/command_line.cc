#include "services/cli/command_line.h"

#include <CLI/CLI.hpp>
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

// CLI11 would describe the range in the help text, in its own way.
CLI::Validator Within(Between range) { return CLI::Range(range.least, range.most).description(""); }

}  // namespace

CommandLine::CommandLine(Language language)
    : language_(language),
      app_(std::make_unique<CLI::App>(Fill(help::kProgram, language), "sinergi")) {
  app_->formatter(std::make_shared<HelpText>(language));
  app_->set_help_flag("-h,--help", Fill(help::kHelp, language));
  app_->require_subcommand(1);
  app_->fallthrough();
  app_->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  AddGlobalOptions();
  // Commands repeat some of theirs to give several values.
  app_->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
}

CommandLine::~CommandLine() = default;

void CommandLine::AddGlobalOptions() {
  const auto text = [this](const Message& message) { return Fill(message, language_); };
  app_->add_option("--server", options_.server, text(help::kServer))
      ->envname("SINERGI_SERVER")
      ->capture_default_str();
  app_->add_option("--token", options_.token, text(help::kToken))->envname("SINERGI_TOKEN");
  app_->add_option("--ca", options_.tls.authorities, text(help::kCa))
      ->envname("SINERGI_CA")
      ->check(CLI::ExistingFile);
  app_->add_option("--certificate", options_.tls.certificate, text(help::kCertificate))
      ->envname("SINERGI_CERTIFICATE")
      ->check(CLI::ExistingFile);
  app_->add_option("--data", options_.data, text(help::kData));
  app_->add_flag("--json", options_.json, text(help::kJson));
  app_->add_option("--lang", language_word_, text(help::kLang))->check(CLI::IsMember({"en", "id"}));
  app_->add_option("--timeout", options_.timeout_s, text(help::kTimeout))
      ->check(CLI::Range(0.1, 3600.0).description(""))
      ->capture_default_str();
  app_->footer(text(help::kFooter));
}

CommandLine::Reading CommandLine::Read(int argc, const char* const* argv) {
  try {
    app_->parse(argc, argv);
    return {run_, {}, {}};
  } catch (const CLI::Success& shown) {
    std::ostringstream text;
    std::ostringstream ignored;
    app_->exit(shown, text, ignored);
    return {nullptr, text.str(), {}};
  } catch (const CLI::ParseError& error) {
    return {nullptr, {}, Misunderstood(error, Meant())};
  }
}

const CLI::App& CommandLine::Meant() const {
  const CLI::App* meant = app_.get();
  while (!meant->get_subcommands().empty()) meant = meant->get_subcommands().front();
  return *meant;
}

std::string CommandLine::MeantWords() const {
  std::string words = app_->get_name();
  for (const CLI::App* at = app_.get(); !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    words += " " + at->get_name();
  }
  return words;
}

Command CommandLine::AddGroup(const std::string& name, const Message& about) {
  CLI::App& group = *app_->add_subcommand(name, Fill(about, language_));
  group.require_subcommand(1);
  return {group, language_};
}

Command CommandLine::AddCommand(Command parent, const std::string& name, const Message& about,
                                const std::string& examples, Run run) {
  CLI::App& command = *parent.app_->add_subcommand(name, Fill(about, language_));
  command.require_subcommand(0);
  command.footer(Fill(help::kExamples, language_) + ":\n" + examples + "\n" +
                 Fill(help::kGlobal, language_));
  command.callback([this, &command, run = std::move(run)] {
    if (command.get_subcommands().empty()) run_ = run;
  });
  return {command, language_};
}

Option Option::Required() {
  option_->required();
  return *this;
}

Option Option::OneOf(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option Option::ShowDefault() {
  option_->capture_default_str();
  return *this;
}

Option Command::Add(const std::string& name, std::string& target, const Message& about) const {
  return Option(*app_->add_option(name, target, Fill(about, language_)));
}

Option Command::AddNumber(const std::string& name, int& target, Between range,
                          const Message& about) const {
  return Option(*app_->add_option(name, target, Fill(about, language_))->check(Within(range)));
}

Option Command::AddNumber(const std::string& name, std::int64_t& target, Between range,
                          const Message& about) const {
  return Option(*app_->add_option(name, target, Fill(about, language_))->check(Within(range)));
}

void Command::AddFlag(const std::string& name, bool& target, const Message& about) const {
  app_->add_flag(name, target, Fill(about, language_));
}

Option Command::AddSeveral(const std::string& name, std::vector<std::string>& target,
                           const Message& about) const {
  return Option(*app_->add_option(name, target, Fill(about, language_))->allow_extra_args(false));
}

void Command::AddPage(PageOptions& page) const {
  AddNumber("--page-size", page.size, {1, 1000}, help::kPageSize);
  Add("--page-token", page.token, help::kPageToken);
}

}  // namespace sinergi::cli
