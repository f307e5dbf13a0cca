#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/regions/region_code.h"
#include "common/result/result.h"
#include "common/time/instant.h"

namespace sinergi {

// An official area as the decree in force at some time names it. `name` lives as long as its
// Regions.
struct Region {
  RegionCode code;
  std::string_view name;
  std::optional<std::chrono::sys_days> valid_from;  // none: since before the record begins
  std::optional<std::chrono::sys_days>
      valid_to;  // none: still valid; otherwise the first day without
};

// All provinces, regencies and cities, districts and villages, mapped from one packed file (made by
// `sinergi-regions pack` from idn-area-data). Constant after construction; safe from any thread.
class Regions {
 public:
  // FAILED_PRECONDITION with path and what to do when the file is missing or not of this form.
  static Result<Regions> Load(const std::filesystem::path& file);

  Regions(Regions&&) noexcept;
  Regions& operator=(Regions&&) noexcept;
  ~Regions();

  std::size_t Size() const;

  // How many areas of this level there are, ended ones too.
  std::size_t Count(RegionLevel level) const;

  // The area of this number, from 0 up to before Size(), by code.
  Region At(std::size_t number) const;

  // The area of this code, whether it is valid now or was once.
  std::optional<Region> Find(RegionCode code) const;

  // Parses and finds. INVALID_ARGUMENT-class reason REGION_CODE_MALFORMED, or REGION_CODE_UNKNOWN
  // with the nearest ancestor that exists in the variables `nearest` and `nearest_name`.
  Result<Region> Resolve(std::string_view text) const;

  // Resolve for something new: REGION_CODE_ENDED when the code was valid once and is not on `day`,
  // REGION_CODE_NOT_BEGUN when it is valid only later.
  Result<Region> ResolveValid(std::string_view text, std::chrono::sys_days day) const;

  // From the province down to the area itself: as many of them as exist.
  std::vector<Region> Ancestry(RegionCode code) const;

  // What lies directly in the area, by code; of the provinces for none. At most `limit`, after
  // `after` when given.
  std::vector<Region> Children(std::optional<RegionCode> parent, std::optional<RegionCode> after,
                               std::size_t limit) const;

  // Areas whose name begins so (case, spaces and punctuation do not count), by name and then code.
  // `level` and `within` narrow it.
  std::vector<Region> Search(std::string_view prefix, std::optional<RegionLevel> level,
                             std::optional<RegionCode> within, std::size_t limit) const;

  // Keppres 41/1987, by province.
  static TimeZone ZoneOf(RegionCode code);

 private:
  class File;
  explicit Regions(std::unique_ptr<File> file);

  std::unique_ptr<File> file_;
};

}  // namespace sinergi
