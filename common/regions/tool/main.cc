// sinergi-regions: makes the packed file of area codes, and shows what is in one.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/regions/area_files.h"
#include "common/regions/attribution.h"
#include "common/regions/day.h"
#include "common/regions/packer.h"
#include "common/regions/regions.h"

namespace sinergi {
namespace {

constexpr std::string_view kUsage =
    "usage: sinergi-regions pack --csv DIR --output FILE [--previous FILE --effective YYYY-MM-DD]\n"
    "       sinergi-regions show FILE\n";

using Options = std::map<std::string, std::string, std::less<>>;

int FailUsage(std::string_view why) {
  std::cerr << "sinergi-regions: " << why << "\n" << kUsage;
  return 2;
}

int Fail(const Error& error) {
  if (error.violations().empty()) std::cerr << error.Text(Language::kEnglish) << "\n";
  for (const FieldViolation& violation : error.violations()) {
    std::cerr << violation.field << ": " << violation.Text(Language::kEnglish) << "\n";
  }
  if (!error.cause().empty()) std::cerr << "(" << error.cause() << ")\n";
  return 1;
}

// Each option once, with its value; none when the words are not of that form.
std::optional<Options> ReadOptions(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string& name = words[i];
    const bool known =
        name == "--csv" || name == "--output" || name == "--previous" || name == "--effective";
    if (!known || i + 1 == words.size()) return std::nullopt;
    if (!options.emplace(name, words[i + 1]).second) return std::nullopt;
  }
  return options;
}

std::optional<std::string> ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return std::nullopt;
  return text;
}

int Show(const std::filesystem::path& path) {
  const Result<Regions> regions = Regions::Load(path);
  if (!regions) return Fail(regions.error());
  std::size_t ended = 0;
  for (std::size_t number = 0; number < regions->Size(); ++number) {
    if (regions->At(number).valid_to) ++ended;
  }
  std::cout << path.string() << ": " << regions->Size() << " areas, of which " << ended
            << " have ended or an end, " << std::filesystem::file_size(path) << " bytes\n"
            << "  provinces " << regions->Count(RegionLevel::kProvince) << "\n"
            << "  regencies " << regions->Count(RegionLevel::kRegency) << "\n"
            << "  districts " << regions->Count(RegionLevel::kDistrict) << "\n"
            << "  villages  " << regions->Count(RegionLevel::kVillage) << "\n"
            << kRegionsAttribution << "\n";
  return 0;
}

int PackFrom(const std::filesystem::path& folder, const std::optional<PackedBefore>& before,
             const std::filesystem::path& output) {
  std::vector<std::string> texts;
  for (const AreaFile& file : kAreaFiles) {
    std::optional<std::string> text = ReadText(folder / file.name);
    if (!text) {
      std::cerr << (folder / file.name).string() << " cannot be read.\n";
      return 1;
    }
    texts.push_back(*std::move(text));
  }
  const Status packed = PackRegions({texts[0], texts[1], texts[2], texts[3]}, before, output);
  return packed ? Show(output) : Fail(packed.error());
}

int Pack(const std::vector<std::string>& words) {
  const std::optional<Options> options = ReadOptions(words);
  if (!options) return FailUsage("an option is unknown, twice there, or without its value");
  if (!options->contains("--csv") || !options->contains("--output")) {
    return FailUsage("pack needs --csv and --output");
  }
  if (options->contains("--previous") != options->contains("--effective")) {
    return FailUsage("--previous and --effective go together");
  }
  std::optional<PackedBefore> before;
  if (options->contains("--previous")) {
    const auto effective = ParseDay(options->at("--effective"));
    if (!effective) return FailUsage("--effective takes a day as YYYY-MM-DD");
    before = PackedBefore{options->at("--previous"), *effective};
  }
  return PackFrom(options->at("--csv"), before, options->at("--output"));
}

int Run(const std::vector<std::string>& words) {
  if (words.empty()) return FailUsage("say what to do");
  if (words[0] == "pack") return Pack({words.begin() + 1, words.end()});
  if (words[0] == "show" && words.size() == 2) return Show(words[1]);
  return FailUsage("this is not how it is called");
}

}  // namespace
}  // namespace sinergi

int main(int argc, char** argv) { return sinergi::Run({argv + 1, argv + argc}); }
