#include "common/regions/area_csv.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "common/csv/csv.h"
#include "common/regions/area_files.h"
#include "common/regions/packed_format.h"
#include "common/regions/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

// Reads the files from the largest areas to the smallest, so that parents are known first.
class AreaReader {
 public:
  void Read(const AreaFile& file, std::string_view text) {
    file_ = &file;
    Result<std::vector<CsvRow>> rows = ParseCsv(text, ColumnsOf(file));
    if (!rows) return Report(rows.error());
    for (CsvRow& row : *rows) ReadRow(row);
    parents_are_known_ = true;
  }

  Result<std::vector<AreaEntry>> Finish() && {
    if (!mistakes_.empty()) return Error::Invalid(std::move(mistakes_));
    std::ranges::sort(areas_, {}, &AreaEntry::code);
    return std::move(areas_);
  }

 private:
  void ReadRow(CsvRow& row) {
    line_ = row.line;
    const auto code = RegionCode::Parse(row.fields.front());
    if (!code || code->level() != file_->level) {
      return Report(reasons::kFieldMalformed, {{"form", std::string(file_->form)}});
    }
    const auto [known, is_new] = lines_.emplace(*code, line_);
    if (!is_new) {
      return Report(reasons::kRegionCodeDuplicate,
                    {{"code", code->ToString()}, {"line", std::to_string(known->second)}});
    }
    CheckParent(*code, row);
    CheckName(row.fields.back());
    areas_.push_back({*code, std::move(row.fields.back()), {}, {}});
  }

  void CheckParent(RegionCode code, const CsvRow& row) {
    if (!code.Parent()) return;
    const std::string parent = code.Parent()->ToString();
    if (row.fields[1] != parent) {
      Report(reasons::kRegionParentContradicts, {{"column", std::string(file_->parent_column)},
                                                 {"parent", parent},
                                                 {"code", code.ToString()}});
    }
    if (parents_are_known_ && !lines_.contains(*code.Parent())) {
      Report(reasons::kRegionParentMissing, {{"parent", parent}, {"code", code.ToString()}});
    }
  }

  void CheckName(const std::string& name) {
    if (name.empty()) Report(reasons::kFieldRequired, {});
    if (name.size() > kLongestName) {
      Report(reasons::kFieldTooLong,
             {{"length", std::to_string(name.size())}, {"limit", std::to_string(kLongestName)}});
    }
  }

  void Report(const Reason& reason, Variables variables) {
    mistakes_.push_back(
        {std::string(file_->name) + ":" + std::to_string(line_), &reason, std::move(variables)});
  }

  // The whole file is unreadable, and so its areas are not there for the next one.
  void Report(const Error& error) {
    mistakes_.push_back({std::string(file_->name) + ":" + std::string(error.Variable("line")),
                         &error.reason(), error.variables()});
    parents_are_known_ = false;
  }

  const AreaFile* file_ = nullptr;
  std::size_t line_ = 0;
  bool parents_are_known_ = true;
  std::map<RegionCode, std::size_t> lines_;
  std::vector<AreaEntry> areas_;
  std::vector<FieldViolation> mistakes_;
};

}  // namespace

Result<std::vector<AreaEntry>> ReadAreaCsv(const AreaCsv& csv) {
  const std::array texts{csv.provinces, csv.regencies, csv.districts, csv.villages};
  AreaReader reader;
  for (std::size_t i = 0; i < texts.size(); ++i) reader.Read(kAreaFiles[i], texts[i]);
  return std::move(reader).Finish();
}

}  // namespace sinergi
