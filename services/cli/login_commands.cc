#include <cstdlib>
#include <nlohmann/json.hpp>
#include <tuple>

#include "common/ids/uuid.h"
#include "common/time/clock.h"
#include "services/cli/command_line.h"
#include "services/cli/login.h"
#include "services/cli/moments.h"

namespace sinergi::cli {
namespace {

struct LoginOptions {
  std::string role;
  std::string office;
  std::string facility;
  std::string deputy = "rehabilitasi";
  std::string agency;
  std::string subject;
  int hours = 12;
};

// What a role of the shipped role table works with.
bool NeedsFacility(const std::string& role) {
  return role == "ibm-agent" || role == "facility-officer";
}
bool NeedsOffice(const std::string& role) {
  return NeedsFacility(role) || role == "office-officer" || role == "tat-team";
}

Ending Check(const Session& session, const LoginOptions& options) {
  const std::string& server = session.options().server;
  if (!IsLoopback(server)) return UsageFailure(messages::kLoopbackOnly, {{"server", server}});
  for (const auto& [needed, value, option] :
       {std::tuple{NeedsOffice(options.role), &options.office, "--office"},
        std::tuple{NeedsFacility(options.role), &options.facility, "--facility"}}) {
    if (needed && value->empty()) {
      return UsageFailure(messages::kLoginNeeds, {{"role", options.role}, {"option", option}});
    }
  }
  return {};
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string Describe(Session& session, const Caller& caller) {
  const Output& output = session.output();
  Fields table(output);
  table.Add(messages::kWho, caller.subject);
  table.Add(messages::kRoles, Join(caller.roles));
  table.Add(messages::kOffice, caller.office);
  table.Add(messages::kFacility, caller.facility);
  table.Add(messages::kDeputy, caller.deputy);
  table.Add(messages::kAgency, caller.agency);
  const bool given = !session.options().token.empty();
  table.Add(messages::kExpires, LocalTime(caller.expires, session.zones().OfOffice(caller.office)));
  table.Add(messages::kTokenFrom,
            given ? "--token, SINERGI_TOKEN" : LoginFile(session.options().data).string());
  std::string text = table.Render();
  if (caller.expires < SystemClock().Now()) text += output.Text(messages::kExpired) + "\n";
  return text;
}

std::string CallerAsJson(const Caller& caller) {
  return nlohmann::ordered_json{{"subject", caller.subject},
                                {"roles", caller.roles},
                                {"office", caller.office},
                                {"facility", caller.facility},
                                {"deputy", caller.deputy},
                                {"agency", caller.agency},
                                {"expires", FormatRfc3339(caller.expires)}}
             .dump(2) +
         "\n";
}

Ending ShowCaller(Session& session) {
  const std::string token = session.Token();
  if (token.empty()) return LocalFailure(messages::kNotLoggedIn);
  const auto caller = ReadToken(token);
  if (!caller) return LocalFailure(messages::kTokenUnreadable);
  session.output().Write(session.output().json() ? CallerAsJson(*caller)
                                                 : Describe(session, *caller));
  return {};
}

std::string DefaultSubject() {
  const char* user = std::getenv("USER");
  return user == nullptr || *user == '\0' ? "operator" : user;
}

Ending LogIn(Session& session, const LoginOptions& options) {
  if (auto wrong = Check(session, options)) return wrong;
  Caller caller;
  caller.subject = options.subject.empty() ? DefaultSubject() : options.subject;
  caller.roles = {options.role};
  caller.office = options.office;
  caller.facility = options.facility;
  if (options.agency.empty()) caller.deputy = options.deputy;
  caller.agency = options.agency;
  if (!caller.facility.empty() && !Uuid::Parse(caller.facility)) {
    return UsageFailure(messages::kFacilityIdOnly, {{"word", caller.facility}});
  }
  const std::string& data = session.options().data;
  const auto token = IssueDevelopmentToken(data, caller, std::chrono::hours(options.hours));
  if (!token) return token.failure();
  if (auto failed = KeepToken(data, *token)) return failed;
  session.output().Say(messages::kLoggedIn, {{"path", LoginFile(data).string()},
                                             {"hours", std::to_string(options.hours)}});
  return ShowCaller(session);
}

Ending LogOut(Session& session) {
  std::error_code ignored;
  const bool was = std::filesystem::remove(LoginFile(session.options().data), ignored);
  session.output().Say(was ? messages::kLoggedOut : messages::kNotLoggedIn);
  return {};
}

}  // namespace

void AddLoginCommands(CommandLine& line) {
  auto options = std::make_shared<LoginOptions>();
  Command login = line.AddCommand(
      line.program(), "login", help::kLogin,
      "  sinergi login --as office-officer --office BNNK-PANGKALPINANG\n"
      "  sinergi login --as facility-officer --office BNNK-PANGKALPINANG --facility ID\n"
      "  sinergi login --as investigator --agency POLRES-PANGKALPINANG\n"
      "  sinergi login --as operator --hours 1\n",
      [options](Session& session) { return LogIn(session, *options); });
  login.Add("--as", options->role, help::kAs).Required();
  login.Add("--office", options->office, help::kLoginOffice);
  login.Add("--facility", options->facility, help::kLoginFacility);
  login.Add("--deputy", options->deputy, help::kLoginDeputy)
      .OneOf({"rehabilitasi", "pencegahan", "dayamas"})
      .ShowDefault();
  login.Add("--agency", options->agency, help::kLoginAgency);
  login.Add("--subject", options->subject, help::kSubject);
  login.AddNumber("--hours", options->hours, {1, 24 * 30}, help::kHours).ShowDefault();
  line.AddCommand(line.program(), "logout", help::kLogout, "  sinergi logout\n", LogOut);
  line.AddCommand(line.program(), "whoami", help::kWhoAmI, "  sinergi whoami\n", ShowCaller);
}

}  // namespace sinergi::cli
