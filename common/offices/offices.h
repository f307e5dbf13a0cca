#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/regions/region_code.h"
#include "common/result/result.h"
#include "common/time/instant.h"

namespace sinergi {

// A BNN office: the national one, a BNNP or a BNNK.
struct Office {
  std::string code;  // "BNNK-PANGKALPINANG"
  std::string name;
  std::string parent;  // code of the office above; empty for the national one
  TimeZone zone;
};

// That an office serves an area from `valid_from` until before `valid_to`. Data, never derived from
// the area's code: an office may serve a village of another regency.
struct Jurisdiction {
  std::string office;
  RegionCode region;
  std::chrono::sys_days valid_from;
  std::optional<std::chrono::sys_days> valid_to;
};

// Dated reference data, read from two CSV files. Constant after construction; safe from any thread.
class Offices {
 public:
  // `offices`: code,name,parent,zone. `jurisdictions`: office,region,valid_from,valid_to (days as
  // YYYY-MM-DD). All mistakes are reported at once, each with file and line: unknown parent or
  // office, a cycle, a malformed code or date, a period that ends before it begins, a duplicate.
  static Result<Offices> Parse(std::string_view offices, std::string_view jurisdictions);

  const Office* Find(std::string_view code) const;

  // All offices, by code.
  std::vector<const Office*> All() const;

  // The codes of the offices that serve this area on this day, the nearest first: of a row for the
  // village before one for its regency.
  std::vector<std::string> Serving(RegionCode region, std::chrono::sys_days day) const;

  // All jurisdictions of an office, past ones too.
  std::vector<Jurisdiction> JurisdictionsOf(std::string_view code) const;

 private:
  std::map<std::string, Office, std::less<>> offices_;
  std::vector<Jurisdiction> jurisdictions_;  // by region, then office
};

}  // namespace sinergi
