#include "tests/architecture/common_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {
namespace {

// Messages are what contracts are made of; whoever reads one includes them.
constexpr std::string_view kSharedLibrary = "google/protobuf/";

std::vector<std::string> Entries(std::string cell) {
  std::erase(cell, '`');
  if (Trim(cell) == "—") return {};
  return Split(cell, ',');
}

bool IsTableRow(std::string_view line) { return line.starts_with('|') && line.ends_with('|'); }

// Depth-first; `trail` is how we came here, `finished` holds what leads to no cycle.
bool LeadsToCycle(const CommonTable& table, const std::string& part,
                  std::vector<std::string>& trail, std::set<std::string>& finished) {
  if (finished.contains(part)) return false;
  const bool closed = std::find(trail.begin(), trail.end(), part) != trail.end();
  trail.push_back(part);
  if (closed) return true;
  if (const PartRow* row = table.Find(part); row != nullptr) {
    for (const std::string& next : row->parts) {
      if (LeadsToCycle(table, next, trail, finished)) return true;
    }
  }
  trail.pop_back();
  finished.insert(part);
  return false;
}

}  // namespace

CommonTable CommonTable::Parse(std::string_view markdown) {
  CommonTable table;
  bool inside = false;
  for (const std::string_view raw : Lines(markdown)) {
    const std::string_view line = Trim(raw);
    if (!IsTableRow(line)) {
      inside = false;
      continue;
    }
    const std::vector<std::string> cells = Split(line.substr(1, line.size() - 2), '|');
    if (cells.size() == 4 && cells[0] == "part") {
      inside = true;
    } else if (inside && cells.size() == 4 && !cells[0].starts_with("-")) {
      table.rows_.push_back({Entries(cells[0]).front(), Entries(cells[2]), Entries(cells[3])});
    }
  }
  return table;
}

const PartRow* CommonTable::Find(std::string_view part) const {
  for (const PartRow& row : rows_) {
    if (row.part == part) return &row;
  }
  return nullptr;
}

std::string CommonTable::HomeOf(std::string_view header) const {
  for (const PartRow& row : rows_) {
    for (const std::string& library : row.libraries) {
      if (header.starts_with(library)) return row.part;
    }
  }
  return {};
}

std::string CommonTable::Cycle() const {
  std::vector<std::string> trail;
  std::set<std::string> finished;
  for (const PartRow& row : rows_) {
    if (LeadsToCycle(*this, row.part, trail, finished)) break;
  }
  std::string text;
  for (const std::string& part : trail) text += (text.empty() ? "" : " → ") + part;
  return text;
}

std::vector<std::string> CommonTable::Contradictions() const {
  std::vector<std::string> found;
  std::map<std::string, std::string> homes;
  for (const PartRow& row : rows_) {
    for (const std::string& part : row.parts) {
      if (Find(part) == nullptr) found.push_back(row.part + " may include " + part + ", no part");
    }
    for (const std::string& library : row.libraries) {
      const auto [home, first] = homes.emplace(library, row.part);
      if (first || library == kSharedLibrary) continue;
      found.push_back(library + " is at home in " + home->second + " and in " + row.part);
    }
  }
  return found;
}

}  // namespace sinergi::architecture
