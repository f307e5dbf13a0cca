#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/csv/csv.h"
#include "common/offices/offices.h"
#include "common/result/result.h"

namespace sinergi {

// Reads the two files of Offices::Parse and gathers what is wrong with them.
class OfficesReader {
 public:
  void ReadOffices(std::string_view text);

  // After the offices.
  void ReadJurisdictions(std::string_view text);

  const std::vector<FieldViolation>& mistakes() const { return mistakes_; }

  std::map<std::string, Office, std::less<>> TakeOffices() { return std::move(offices_); }

  // By region, then office, then beginning.
  std::vector<Jurisdiction> TakeJurisdictions();

 private:
  struct JurisdictionLine {
    Jurisdiction jurisdiction;
    std::size_t line;
  };

  std::vector<CsvRow> ReadRows(std::string_view text, const std::vector<std::string>& columns);
  void ReadOffice(const CsvRow& row);
  void CheckParents();
  void CheckCycle(const std::string& code);
  void ReadJurisdiction(const CsvRow& row);
  void CheckOverlaps();
  void Report(std::size_t line, const Reason& reason, Variables variables);
  void ReportForm(std::size_t line, std::string form);

  std::string_view file_;
  bool offices_are_known_ = true;  // false when their file could not be read
  std::map<std::string, Office, std::less<>> offices_;
  std::map<std::string, std::size_t, std::less<>> office_lines_;
  std::vector<JurisdictionLine> jurisdictions_;
  std::vector<FieldViolation> mistakes_;
};

}  // namespace sinergi
