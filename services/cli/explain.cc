#include "services/cli/explain.h"

#include <map>
#include <nlohmann/json.hpp>

namespace sinergi::cli {
namespace {

// Which option fills a field of a request.
const std::map<std::string, std::string>& Options() {
  static const std::map<std::string, std::string> kOptions{
      {"area_code", "--area"},
      {"consent.facility_ids", "--for-facility"},
      {"consent.form", "--form, --consent-form"},
      {"consent.giver", "--given-by, --consent"},
      {"consent.offices", "--for-office"},
      {"consent.purpose", "--purpose"},
      {"justification", "--justification"},
      {"kind", "--kind"},
      {"name", "--name"},
      {"note", "--note"},
      {"office", "--office"},
      {"outcome.contacts", "--contacts"},
      {"outcome.result", "--result"},
      {"outcome.services_given", "--given"},
      {"person.name", "--name"},
      {"person.nik", "--nik"},
      {"person.note", "--note"},
      {"person.phone", "--phone"},
      {"reason", "--reason"},
      {"receiver_facility_id", "--to"},
      {"sender_facility_id", "--from"},
      {"service", "--service"},
      {"services", "--service"}};
  return kOptions;
}

std::string FieldForPeople(const std::string& field) {
  const auto option = Options().find(field);
  return option == Options().end() ? field : option->second + " (" + field + ")";
}

// gRPC's own words about a broken connection are for programmers: they stay in the JSON.
std::string Sentence(const Failure& failure, Language language) {
  const RemoteError& error = failure.error;
  if (error.reason.empty() && failure.exit_code == kUnreachable) {
    const bool late = error.code == "DEADLINE_EXCEEDED";
    return Fill(late ? messages::kTooLate : messages::kNobodyThere, language);
  }
  const bool indonesian = language == Language::kIndonesian && !error.indonesian.empty();
  return indonesian ? error.indonesian : error.english;
}

std::string Headline(const Failure& failure, const std::string& server, Language language) {
  const RemoteError& error = failure.error;
  if (failure.exit_code == kUsage) return Fill(messages::kFailureUsage, language);
  if (error.code.empty()) return Fill(messages::kFailureLocal, language);
  const bool unreachable = failure.exit_code == kUnreachable;
  const Message& what = unreachable ? messages::kFailureUnreachable : messages::kFailureRefused;
  const std::string reason = error.reason.empty() ? "" : " " + error.reason;
  return Fill(what, language, {{"server", server}}) + ": " + error.code + reason;
}

std::string NextStep(const Failure& failure, const std::string& server, Language language) {
  if (!failure.command.empty()) {
    return Fill(messages::kSeeHelp, language, {{"command", failure.command}});
  }
  const Message* step = FindNextStep(failure.error.reason, failure.error.code);
  return step == nullptr ? std::string() : Fill(*step, language, {{"server", server}});
}

// A trace helps only where the server's log knows more than it told.
bool TraceHelps(const Failure& failure) {
  return !failure.trace_id.empty() && failure.error.code == "INTERNAL";
}

std::string FieldLines(const Failure& failure, Language language, const Painter& paint) {
  std::string text = "  " + Fill(messages::kFieldsWrong, language) + "\n";
  for (const auto& [field, rule] : Violations(failure.error, language)) {
    text += "    " + paint(Printable(FieldForPeople(field)), Style::kYellow) + "  " +
            Printable(rule) + "\n";
  }
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Violations(const RemoteError& error,
                                                            Language language) {
  auto violations = error.violations;
  if (language == Language::kEnglish) return violations;
  std::size_t at = 0;
  for (std::size_t i = 0; i < violations.size(); ++i) {
    const std::string begin = violations[i].first + ": ";
    if (error.indonesian.compare(at, begin.size(), begin) != 0) return error.violations;
    at += begin.size();
    const bool last = i + 1 == violations.size();
    const std::string next = last ? "" : "; " + violations[i + 1].first + ": ";
    const std::size_t end = last ? error.indonesian.size() : error.indonesian.find(next, at);
    if (end == std::string::npos) return error.violations;
    violations[i].second = error.indonesian.substr(at, end - at);
    at = last ? end : end + 2;
  }
  return violations;
}

std::string Explain(const Failure& failure, const std::string& server, Language language,
                    const Painter& paint) {
  std::string text =
      paint("✗ " + Printable(Headline(failure, server, language)), Style::kRed) + "\n";
  if (failure.error.violations.empty()) {
    text += "  " + Printable(Sentence(failure, language)) + "\n";
  } else {
    text += FieldLines(failure, language, paint);
  }
  const std::string next = NextStep(failure, server, language);
  if (!next.empty())
    text += "  " + paint(Fill(messages::kNext, language), Style::kBold) + next + "\n";
  if (TraceHelps(failure))
    text += "  " + Fill(messages::kTrace, language) + failure.trace_id + "\n";
  return text;
}

std::string ExplainAsJson(const Failure& failure, const std::string& server, Language language) {
  const RemoteError& error = failure.error;
  nlohmann::ordered_json json{{"code", error.code},
                              {"reason", error.reason},
                              {"domain", error.domain},
                              {"message", error.english},
                              {"message_id", error.indonesian},
                              {"retryable", error.retryable},
                              {"violations", nlohmann::json::array()},
                              {"variables", nlohmann::json::object()},
                              {"next", NextStep(failure, server, language)},
                              {"trace_id", failure.trace_id},
                              {"exit_code", failure.exit_code}};
  const auto indonesian = Violations(error, Language::kIndonesian);
  for (std::size_t i = 0; i < error.violations.size(); ++i) {
    const auto& [field, rule] = error.violations[i];
    json["violations"].push_back(
        {{"field", field}, {"description", rule}, {"description_id", indonesian[i].second}});
  }
  for (const auto& [name, value] : error.variables) json["variables"][name] = value;
  const auto replace = nlohmann::json::error_handler_t::replace;
  return nlohmann::ordered_json{{"error", json}}.dump(2, ' ', false, replace) + "\n";
}

}  // namespace sinergi::cli
