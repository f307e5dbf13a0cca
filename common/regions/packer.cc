#include "common/regions/packer.h"

#include <string>
#include <utility>
#include <vector>

#include "common/regions/day.h"
#include "common/regions/packed_writer.h"
#include "common/regions/reasons.h"
#include "common/regions/regions.h"

namespace sinergi {
namespace {

using std::chrono::sys_days;

std::vector<AreaEntry> EntriesOf(const Regions& regions) {
  std::vector<AreaEntry> entries;
  entries.reserve(regions.Size());
  for (std::size_t number = 0; number < regions.Size(); ++number) {
    const Region area = regions.At(number);
    entries.push_back({area.code, std::string(area.name), area.valid_from, area.valid_to});
  }
  return entries;
}

AreaEntry Ended(AreaEntry entry, sys_days effective) {
  if (!entry.valid_to) entry.valid_to = effective;
  return entry;
}

AreaEntry Begun(AreaEntry entry, sys_days effective) {
  entry.valid_from = effective;
  return entry;
}

AreaEntry Continued(const AreaEntry& old, AreaEntry entry) {
  entry.valid_from = old.valid_from;
  return entry;
}

// Both by code, and so is what comes out.
std::vector<AreaEntry> Merge(std::vector<AreaEntry> old, std::vector<AreaEntry> fresh,
                             sys_days effective) {
  std::vector<AreaEntry> merged;
  merged.reserve(old.size() + fresh.size());
  auto before = old.begin();
  auto now = fresh.begin();
  while (before != old.end() || now != fresh.end()) {
    if (now == fresh.end() || (before != old.end() && before->code < now->code)) {
      merged.push_back(Ended(std::move(*before++), effective));
    } else if (before == old.end() || now->code < before->code) {
      merged.push_back(Begun(std::move(*now++), effective));
    } else {
      merged.push_back(Continued(*before++, std::move(*now++)));
    }
  }
  return merged;
}

Status CheckPeriods(const std::vector<AreaEntry>& entries) {
  std::vector<FieldViolation> mistakes;
  for (const AreaEntry& entry : entries) {
    if (!entry.valid_from || !entry.valid_to || *entry.valid_from < *entry.valid_to) continue;
    mistakes.push_back({"effective",
                        &reasons::kRegionsEffectiveTooEarly,
                        {{"code", entry.code.ToString()},
                         {"day", FormatDay(*entry.valid_to)},
                         {"begins", FormatDay(*entry.valid_from)}}});
  }
  if (mistakes.empty()) return Status::Ok();
  return Error::Invalid(std::move(mistakes));
}

}  // namespace

Status PackRegions(const AreaCsv& csv, const std::optional<PackedBefore>& before,
                   const std::filesystem::path& output) {
  Result<std::vector<AreaEntry>> entries = ReadAreaCsv(csv);
  if (!entries) return entries.error();
  if (before) {
    const Result<Regions> old = Regions::Load(before->file);
    if (!old) return old.error();
    entries = Merge(EntriesOf(*old), *std::move(entries), before->effective);
    if (auto checked = CheckPeriods(*entries); !checked) return checked;
  }
  return WritePackedFile(*entries, output);
}

}  // namespace sinergi
