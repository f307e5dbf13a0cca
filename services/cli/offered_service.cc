#include "services/cli/offered_service.h"

#include <charconv>
#include <optional>

#include "services/cli/facility_messages.h"
#include "services/cli/short_names.h"

namespace sinergi::cli {
namespace {

using referrals::v1::FacilityService;
using referrals::v1::OfferedService;
using referrals::v1::RiskLevel;

std::optional<int> ReadNumber(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "17-45", "17-" and "-45".
bool ReadAges(std::string_view text, OfferedService& offered) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos || text.size() < 2) return false;
  const auto lowest = ReadNumber(text.substr(0, dash));
  const auto highest = ReadNumber(text.substr(dash + 1));
  if ((!lowest && dash > 0) || (!highest && dash + 1 < text.size())) return false;
  if (lowest) offered.set_min_age(*lowest);
  if (highest) offered.set_max_age(*highest);
  return true;
}

bool ReadTerm(std::string_view term, OfferedService& offered) {
  if (term == "waiting-list") {
    offered.set_keeps_waiting_list(true);
    return true;
  }
  const std::size_t end = std::min(term.find('='), term.size());
  const std::string_view name = term.substr(0, end);
  const std::string_view value = term.substr(std::min(end + 1, term.size()));
  if (name == "age") return ReadAges(value, offered);
  if (name == "places") {
    const auto number = ReadNumber(value);
    if (number) offered.set_places(*number);
    return number.has_value();
  }
  if (name != "level") return false;
  const auto level = ParseShortName(*google::protobuf::GetEnumDescriptor<RiskLevel>(), value);
  if (level) offered.add_risk_levels(static_cast<RiskLevel>(*level));
  return level.has_value();
}

std::string AgesOf(const OfferedService& offered) {
  std::string text = offered.has_min_age() ? std::to_string(offered.min_age()) : "";
  text += "-";
  return text + (offered.has_max_age() ? std::to_string(offered.max_age()) : "");
}

}  // namespace

Answer<OfferedService> ReadOfferedService(const std::string& word) {
  const std::size_t colon = std::min(word.find(':'), word.size());
  const auto service = ReadEnum<FacilityService>("--service", word.substr(0, colon));
  if (!service) return service.failure();
  OfferedService offered;
  offered.set_service(*service);
  std::string_view terms = std::string_view(word).substr(std::min(colon + 1, word.size()));
  while (!terms.empty()) {
    const std::size_t end = std::min(terms.find(','), terms.size());
    if (!ReadTerm(terms.substr(0, end), offered)) {
      return UsageFailure(messages::kServiceForm, {{"word", word}});
    }
    terms.remove_prefix(std::min(end + 1, terms.size()));
  }
  return offered;
}

std::string Describe(const Output& output, const OfferedService& offered) {
  std::string terms;
  const auto add = [&](const std::string& term) { terms += (terms.empty() ? "" : ", ") + term; };
  if (offered.has_places()) {
    add(output.Text(messages::kPlacesOf, {{"count", std::to_string(offered.places())}}));
  }
  if (offered.keeps_waiting_list()) add(output.Text(messages::kWaitingListKept));
  if (offered.has_min_age() || offered.has_max_age()) {
    add(output.Text(messages::kAges, {{"ages", AgesOf(offered)}}));
  }
  for (const int level : offered.risk_levels()) {
    add(Label(static_cast<RiskLevel>(level), output.language()));
  }
  const std::string name = Label(offered.service(), output.language());
  return terms.empty() ? name : name + " (" + terms + ")";
}

std::string Describe(const Output& output, const referrals::v1::FacilityPlaces& places) {
  if (!places.has_places()) return output.Text(messages::kNotCounted);
  std::string text = output.Text(messages::kFreeOf, {{"free", std::to_string(places.free())},
                                                     {"places", std::to_string(places.places())}});
  if (places.waiting() == 0) return text;
  return text + ", " +
         output.Text(messages::kWaitingFor, {{"count", std::to_string(places.waiting())}});
}

}  // namespace sinergi::cli
