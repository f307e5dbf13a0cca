#include "common/offices/offices_reader.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "common/offices/reasons.h"
#include "common/regions/day.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::size_t kLongestCode = 64;

bool IsOfficeCode(std::string_view text) {
  if (text.empty() || text.size() > kLongestCode || text.front() < 'A' || text.front() > 'Z') {
    return false;
  }
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<TimeZone> ParseZone(std::string_view text) {
  for (const TimeZone zone : {TimeZone::kWib, TimeZone::kWita, TimeZone::kWit}) {
    if (text == ZoneName(zone)) return zone;
  }
  return std::nullopt;
}

auto Order(const Jurisdiction& j) { return std::tie(j.region, j.office, j.valid_from); }

}  // namespace

void OfficesReader::Report(std::size_t line, const Reason& reason, Variables variables) {
  mistakes_.push_back(
      {std::string(file_) + ":" + std::to_string(line), &reason, std::move(variables)});
}

void OfficesReader::ReportForm(std::size_t line, std::string form) {
  Report(line, reasons::kFieldMalformed, {{"form", std::move(form)}});
}

std::vector<CsvRow> OfficesReader::ReadRows(std::string_view text,
                                            const std::vector<std::string>& columns) {
  Result<std::vector<CsvRow>> rows = ParseCsv(text, columns);
  if (rows) return *std::move(rows);
  const Error& error = rows.error();
  mistakes_.push_back({std::string(file_) + ":" + std::string(error.Variable("line")),
                       &error.reason(), error.variables()});
  offices_are_known_ = false;
  return {};
}

void OfficesReader::ReadOffices(std::string_view text) {
  file_ = "offices.csv";
  for (const CsvRow& row : ReadRows(text, {"code", "name", "parent", "zone"})) ReadOffice(row);
  CheckParents();
  for (const auto& [code, office] : offices_) CheckCycle(code);
}

// A row with a mistake counts as an office all the same, lest each row that names it be one more.
void OfficesReader::ReadOffice(const CsvRow& row) {
  const std::string& code = row.fields[0];
  const std::string& name = row.fields[1];
  const auto zone = ParseZone(row.fields[3]);
  if (!IsOfficeCode(code)) {
    ReportForm(row.line, "code is of capital letters, digits and hyphens, a letter first");
  }
  if (name.empty()) ReportForm(row.line, "name is not empty");
  if (!zone) ReportForm(row.line, "zone is WIB, WITA or WIT");
  const auto [known, is_new] = office_lines_.emplace(code, row.line);
  if (!is_new) {
    return Report(row.line, reasons::kOfficeDuplicate,
                  {{"office", code}, {"line", std::to_string(known->second)}});
  }
  offices_.emplace(code, Office{code, name, row.fields[2], zone.value_or(TimeZone::kWib)});
}

void OfficesReader::CheckParents() {
  for (const auto& [code, office] : offices_) {
    if (office.parent.empty() || offices_.contains(office.parent)) continue;
    Report(office_lines_[code], reasons::kOfficeUnknown, {{"office", office.parent}});
  }
}

// Each cycle is reported once, at the first of its offices by code.
void OfficesReader::CheckCycle(const std::string& code) {
  std::string path = code;
  auto at = offices_.find(code);
  for (std::size_t steps = 0; steps < offices_.size(); ++steps) {
    at = offices_.find(at->second.parent);
    if (at == offices_.end() || at->first < code) return;
    path += " > " + at->first;
    if (at->first == code) {
      return Report(office_lines_[code], reasons::kOfficeCycle, {{"office", code}, {"path", path}});
    }
  }
}

void OfficesReader::ReadJurisdictions(std::string_view text) {
  file_ = "jurisdictions.csv";
  const std::vector<CsvRow> rows = ReadRows(text, {"office", "region", "valid_from", "valid_to"});
  for (const CsvRow& row : rows) ReadJurisdiction(row);
  CheckOverlaps();
}

void OfficesReader::ReadJurisdiction(const CsvRow& row) {
  if (offices_are_known_ && !offices_.contains(row.fields[0])) {
    Report(row.line, reasons::kOfficeUnknown, {{"office", row.fields[0]}});
  }
  const auto region = RegionCode::Parse(row.fields[1]);
  const auto valid_from = ParseDay(row.fields[2]);
  const auto valid_to = ParseDay(row.fields[3]);
  const bool ends_well = valid_to || row.fields[3].empty();
  if (!region) ReportForm(row.line, "region is PP, PP.RR, PP.RR.KK or PP.RR.KK.VVVV");
  if (!valid_from) ReportForm(row.line, "valid_from is YYYY-MM-DD");
  if (!ends_well) ReportForm(row.line, "valid_to is YYYY-MM-DD or empty");
  if (!region || !valid_from || !ends_well) return;
  if (valid_to && *valid_to <= *valid_from) {
    return Report(row.line, reasons::kJurisdictionEmpty,
                  {{"valid_from", row.fields[2]}, {"valid_to", row.fields[3]}});
  }
  jurisdictions_.push_back({{row.fields[0], *region, *valid_from, valid_to}, row.line});
}

void OfficesReader::CheckOverlaps() {
  std::ranges::stable_sort(jurisdictions_, [](const auto& left, const auto& right) {
    return Order(left.jurisdiction) < Order(right.jurisdiction);
  });
  const JurisdictionLine* longest = nullptr;  // of those so far with this office and region
  for (const JurisdictionLine& at : jurisdictions_) {
    const Jurisdiction& j = at.jurisdiction;
    const bool same = longest != nullptr && longest->jurisdiction.office == j.office &&
                      longest->jurisdiction.region == j.region;
    const auto taken_to = same ? longest->jurisdiction.valid_to : std::nullopt;
    if (same && (!taken_to || *taken_to > j.valid_from)) {
      Report(at.line, reasons::kJurisdictionDuplicate,
             {{"office", j.office},
              {"region", j.region.ToString()},
              {"line", std::to_string(longest->line)}});
      if (!taken_to || (j.valid_to && *j.valid_to <= *taken_to)) continue;
    }
    longest = &at;
  }
}

std::vector<Jurisdiction> OfficesReader::TakeJurisdictions() {
  std::vector<Jurisdiction> taken;
  taken.reserve(jurisdictions_.size());
  for (JurisdictionLine& at : jurisdictions_) taken.push_back(std::move(at.jurisdiction));
  jurisdictions_.clear();
  return taken;
}

}  // namespace sinergi
