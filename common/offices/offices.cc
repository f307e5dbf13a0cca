#include "common/offices/offices.h"

#include <algorithm>
#include <iterator>

#include "common/offices/offices_reader.h"

namespace sinergi {

Result<Offices> Offices::Parse(std::string_view offices, std::string_view jurisdictions) {
  OfficesReader reader;
  reader.ReadOffices(offices);
  reader.ReadJurisdictions(jurisdictions);
  if (!reader.mistakes().empty()) return Error::Invalid(reader.mistakes());
  Offices parsed;
  parsed.offices_ = reader.TakeOffices();
  parsed.jurisdictions_ = reader.TakeJurisdictions();
  return parsed;
}

const Office* Offices::Find(std::string_view code) const {
  const auto found = offices_.find(code);
  return found == offices_.end() ? nullptr : &found->second;
}

std::vector<const Office*> Offices::All() const {
  std::vector<const Office*> all;
  for (const auto& [code, office] : offices_) all.push_back(&office);
  return all;
}

std::vector<std::string> Offices::Serving(RegionCode region, std::chrono::sys_days day) const {
  std::vector<std::string> serving;
  for (std::optional<RegionCode> area = region; area; area = area->Parent()) {
    auto row = std::ranges::lower_bound(jurisdictions_, *area, {}, &Jurisdiction::region);
    for (; row != jurisdictions_.end() && row->region == *area; ++row) {
      const bool valid = row->valid_from <= day && (!row->valid_to || day < *row->valid_to);
      if (!valid || std::ranges::find(serving, row->office) != serving.end()) continue;
      serving.push_back(row->office);
    }
  }
  return serving;
}

std::vector<Jurisdiction> Offices::JurisdictionsOf(std::string_view code) const {
  std::vector<Jurisdiction> rows;
  std::ranges::copy_if(jurisdictions_, std::back_inserter(rows),
                       [&](const Jurisdiction& row) { return row.office == code; });
  return rows;
}

}  // namespace sinergi
