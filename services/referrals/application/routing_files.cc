#include "services/referrals/application/routing_files.h"

#include <set>
#include <tuple>

#include "common/regions/day.h"
#include "services/referrals/application/policy_file.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

using std::chrono::sys_days;

constexpr int kLowestRank = 100;

class Reader {
 public:
  void ReadBands(std::string_view text) {
    for (const CsvRow& row : files_.Rows(
             "assist_bands.csv", text, {"valid_from", "substance", "sedang_from", "berat_from"})) {
      ReadBand(row);
    }
    if (files_.sound()) CheckComplete();
  }

  void ReadRoutes(std::string_view text) {
    for (const CsvRow& row :
         files_.Rows("routing.csv", text, {"valid_from", "level", "kind", "service", "rank"})) {
      ReadRoute(row);
    }
    if (files_.sound() && routes_.empty()) files_.Wrong(reasons::kPolicyEmpty, {});
  }

  Result<RoutingPolicy> Done() {
    if (!files_.sound()) return files_.Mistakes();
    return RoutingPolicy(std::move(bands_), std::move(routes_));
  }

 private:
  void ReadBand(const CsvRow& row) {
    const auto valid_from = ParseDay(row.fields[0]);
    const auto substance = ParseWord(row.fields[1], SubstanceName, kAssistSubstances);
    const auto sedang = ParseNumber(row.fields[2], 1, kHighestAssistScore);
    const auto berat = ParseNumber(row.fields[3], 1, kHighestAssistScore);
    if (!valid_from) files_.Malformed(row, "valid_from is YYYY-MM-DD");
    if (!substance) files_.Malformed(row, "substance is one of ASSIST's, such as cannabis");
    if (!sedang) files_.Malformed(row, "sedang_from is a score from 1 to 39");
    if (!berat) files_.Malformed(row, "berat_from is a score from 1 to 39");
    if (!valid_from || !substance || !sedang || !berat) return;
    if (*berat <= *sedang) {
      files_.Wrong(row, reasons::kBandsCrossed, {{"substance", row.fields[1]}});
    }
    if (!seen_bands_.insert({*valid_from, *substance}).second) {
      files_.Wrong(row, reasons::kPolicyTwice, {{"what", row.fields[1]}});
    }
    bands_.push_back({*valid_from, *substance, *sedang, *berat});
  }

  void CheckComplete() {
    if (bands_.empty()) files_.Wrong(reasons::kPolicyEmpty, {});
    std::set<sys_days> editions;
    for (const AssistBand& band : bands_) editions.insert(band.valid_from);
    for (const sys_days edition : editions) {
      for (int number = 1; number <= kAssistSubstances; ++number) {
        const auto substance = static_cast<AssistSubstance>(number);
        if (seen_bands_.contains({edition, substance})) continue;
        files_.Wrong(reasons::kBandMissing, {{"substance", std::string(SubstanceName(substance))},
                                             {"edition", FormatDay(edition)}});
      }
    }
  }

  void ReadRoute(const CsvRow& row) {
    const auto valid_from = ParseDay(row.fields[0]);
    const auto level = ParseWord(row.fields[1], LevelName, kRiskLevels);
    const auto kind = ParseWord(row.fields[2], KindName, kFacilityKinds);
    const auto service = ParseWord(row.fields[3], ServiceName, kFacilityServices);
    const auto rank = ParseNumber(row.fields[4], 1, kLowestRank);
    if (!valid_from) files_.Malformed(row, "valid_from is YYYY-MM-DD");
    if (!level) files_.Malformed(row, "level is ringan, sedang or berat");
    if (!kind) files_.Malformed(row, "kind is a kind of facility, such as ibm-unit");
    if (!service) files_.Malformed(row, "service is one of a facility's, such as outpatient");
    if (!rank) files_.Malformed(row, "rank is a number from 1 to 100");
    if (!valid_from || !level || !kind || !service || !rank) return;
    if (!seen_routes_.insert({*valid_from, *level, *kind, *service}).second) {
      files_.Wrong(row, reasons::kPolicyTwice,
                   {{"what", row.fields[1] + " " + row.fields[2] + " " + row.fields[3]}});
    }
    routes_.push_back({*valid_from, *level, *kind, *service, *rank});
  }

  PolicyFiles files_;
  std::vector<AssistBand> bands_;
  std::vector<Route> routes_;
  std::set<std::pair<sys_days, AssistSubstance>> seen_bands_;
  std::set<std::tuple<sys_days, RiskLevel, FacilityKind, FacilityService>> seen_routes_;
};

}  // namespace

Result<RoutingPolicy> ParseRoutingPolicy(std::string_view bands, std::string_view routes) {
  Reader reader;
  reader.ReadBands(bands);
  reader.ReadRoutes(routes);
  return reader.Done();
}

}  // namespace sinergi::referrals
