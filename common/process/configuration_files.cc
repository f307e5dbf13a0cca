#include "common/process/configuration_files.h"

#include <algorithm>
#include <array>

#include "common/privacy/authenticator.h"
#include "common/process/reasons.h"
#include "common/process/text_file.h"

namespace sinergi {
namespace {

std::string Hexadecimal(const std::string& bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += kDigits[value >> 4U];
    text += kDigits[value & 15U];
  }
  return text;
}

constexpr std::array<std::string_view, 4> kOfOneProcess{"data", "listen", "metrics_listen",
                                                        "ready"};

}  // namespace

std::map<std::string, std::string> HashSettings(const std::map<std::string, std::string>& given,
                                                const std::string& key) {
  std::map<std::string, std::string> hashes;
  for (const auto& [name, value] : given) {
    if (std::find(kOfOneProcess.begin(), kOfOneProcess.end(), name) != kOfOneProcess.end())
      continue;
    hashes[name] = Hexadecimal(KeyedHash(key, name + "=" + value));
  }
  return hashes;
}

Result<std::map<std::string, std::string>> HashConfiguration(const std::filesystem::path& folder) {
  std::map<std::string, std::string> hashes;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".csv") continue;
    const auto content = ReadTextFile(entry.path());
    if (!content) return content.error();
    hashes[entry.path().filename().string()] = Hexadecimal(ContentHash(*content));
  }
  if (failed) return Error::Of(reasons::kFileUnreadable, {{"file", folder.string()}});
  return hashes;
}

}  // namespace sinergi
