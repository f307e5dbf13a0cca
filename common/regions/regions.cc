#include "common/regions/regions.h"

#include <algorithm>

#include "common/regions/day.h"
#include "common/regions/folded_name.h"
#include "common/regions/packed_file.h"
#include "common/regions/reasons.h"

namespace sinergi {
namespace {

std::optional<std::chrono::sys_days> DayOf(std::int32_t day) {
  if (day == kNoDay) return std::nullopt;
  return std::chrono::sys_days(std::chrono::days(day));
}

bool HasLevel(const PackedRecord& record, std::optional<RegionLevel> level) {
  return !level || RegionCode::FromPacked(record.code).level() == *level;
}

}  // namespace

class Regions::File {
 public:
  explicit File(PackedFile file) : packed(std::move(file)) {}

  Region At(std::size_t number) const {
    const PackedRecord& record = packed.records()[number];
    return {RegionCode::FromPacked(record.code), packed.NameOf(record), DayOf(record.valid_from),
            DayOf(record.valid_to)};
  }

  // Numbers of the records whose names stand from `first` up to before `last`, in that order.
  std::vector<std::size_t> AmongNames(std::size_t first, std::size_t last,
                                      std::optional<RegionLevel> level,
                                      std::optional<RegionCode> within, std::size_t limit) const {
    std::vector<std::size_t> found;
    for (std::size_t rank = first; rank < last && found.size() < limit; ++rank) {
      const std::size_t number = packed.by_name()[rank];
      const PackedRecord& record = packed.records()[number];
      if (!HasLevel(record, level)) continue;
      if (within && !RegionCode::FromPacked(record.code).IsWithin(*within)) continue;
      found.push_back(number);
    }
    return found;
  }

  // The same, read from the records of one area: cheaper when it is smaller than the names.
  std::vector<std::size_t> AmongRecords(std::pair<std::size_t, std::size_t> subtree,
                                        std::size_t first, std::size_t last,
                                        std::optional<RegionLevel> level, std::size_t limit) const {
    const auto rank = [&](std::size_t number) { return packed.records()[number].name_rank; };
    std::vector<std::size_t> found;
    for (std::size_t number = subtree.first; number < subtree.second; ++number) {
      if (rank(number) < first || rank(number) >= last) continue;
      if (HasLevel(packed.records()[number], level)) found.push_back(number);
    }
    const auto wanted = static_cast<std::ptrdiff_t>(std::min(limit, found.size()));
    std::ranges::partial_sort(found, found.begin() + wanted, {}, rank);
    found.resize(static_cast<std::size_t>(wanted));
    return found;
  }

  PackedFile packed;
};

Regions::Regions(std::unique_ptr<File> file) : file_(std::move(file)) {}
Regions::Regions(Regions&&) noexcept = default;
Regions& Regions::operator=(Regions&&) noexcept = default;
Regions::~Regions() = default;

Result<Regions> Regions::Load(const std::filesystem::path& file) {
  Result<PackedFile> packed = PackedFile::Open(file);
  if (!packed) return packed.error();
  return Regions(std::make_unique<File>(*std::move(packed)));
}

std::size_t Regions::Size() const { return file_->packed.records().size(); }

std::size_t Regions::Count(RegionLevel level) const {
  return file_->packed.header().level_counts[static_cast<std::size_t>(level)];
}

Region Regions::At(std::size_t number) const { return file_->At(number); }

std::optional<Region> Regions::Find(RegionCode code) const {
  const std::size_t number = file_->packed.LowerBound(code.packed());
  if (number == Size() || file_->packed.records()[number].code != code.packed()) {
    return std::nullopt;
  }
  return file_->At(number);
}

Result<Region> Regions::Resolve(std::string_view text) const {
  const auto code = RegionCode::Parse(text);
  if (!code) return Error::Of(reasons::kRegionCodeMalformed);
  if (auto region = Find(*code)) return *region;
  const std::vector<Region> around = Ancestry(*code);
  const std::string nearest = around.empty() ? "" : around.back().code.ToString();
  const std::string nearest_name(around.empty() ? "Indonesia" : around.back().name);
  return Error::Of(
      reasons::kRegionCodeUnknown,
      {{"code", code->ToString()}, {"nearest", nearest}, {"nearest_name", nearest_name}});
}

Result<Region> Regions::ResolveValid(std::string_view text, std::chrono::sys_days day) const {
  Result<Region> region = Resolve(text);
  if (!region) return region;
  Variables variables{{"code", region->code.ToString()}, {"name", std::string(region->name)}};
  if (region->valid_to && day >= *region->valid_to) {
    variables.emplace_back("ended", FormatDay(*region->valid_to));
    return Error::Of(reasons::kRegionCodeEnded, std::move(variables));
  }
  if (region->valid_from && day < *region->valid_from) {
    variables.emplace_back("begins", FormatDay(*region->valid_from));
    return Error::Of(reasons::kRegionCodeNotBegun, std::move(variables));
  }
  return region;
}

std::vector<Region> Regions::Ancestry(RegionCode code) const {
  std::vector<Region> ancestry;
  for (std::optional<RegionCode> at = code; at; at = at->Parent()) {
    if (auto region = Find(*at)) ancestry.push_back(*region);
  }
  std::ranges::reverse(ancestry);
  return ancestry;
}

std::vector<Region> Regions::Children(std::optional<RegionCode> parent,
                                      std::optional<RegionCode> after, std::size_t limit) const {
  const PackedFile& packed = file_->packed;
  std::vector<Region> children;
  std::uint64_t from = parent ? parent->packed() + 1 : 0;
  if (after) from = std::max(from, after->packed_end());
  while (children.size() < limit) {
    const std::size_t number = packed.LowerBound(from);
    if (number == Size()) break;
    RegionCode child = RegionCode::FromPacked(packed.records()[number].code);
    if (parent && !child.IsWithin(*parent)) break;
    while (child.Parent() != parent) child = *child.Parent();
    if (child.packed() >= from) children.push_back(file_->At(number));
    from = child.packed_end();
  }
  return children;
}

std::vector<Region> Regions::Search(std::string_view prefix, std::optional<RegionLevel> level,
                                    std::optional<RegionCode> within, std::size_t limit) const {
  const auto [first, last] = file_->packed.NamesBeginning(FoldName(prefix));
  std::pair<std::size_t, std::size_t> subtree{0, Size()};
  if (within) subtree = file_->packed.Subtree(*within);
  const bool fewer_records = subtree.second - subtree.first < last - first;
  std::vector<Region> regions;
  for (const std::size_t number : fewer_records
                                      ? file_->AmongRecords(subtree, first, last, level, limit)
                                      : file_->AmongNames(first, last, level, within, limit)) {
    regions.push_back(file_->At(number));
  }
  return regions;
}

TimeZone Regions::ZoneOf(RegionCode code) {
  constexpr std::uint64_t kPerProvince = 1'000'000'000;
  const std::uint64_t province = code.packed() / kPerProvince;
  if (province >= 81) return TimeZone::kWit;
  const bool middle = (province >= 51 && province <= 59) || province >= 63;
  return middle ? TimeZone::kWita : TimeZone::kWib;
}

}  // namespace sinergi
