#include "services/cli/language.h"

namespace sinergi::cli {
namespace {

// The value of --lang, wherever it stands; the last one counts.
std::optional<std::string> Asked(const std::vector<std::string>& arguments) {
  std::optional<std::string> asked;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--") break;
    if (arguments[i].starts_with("--lang=")) asked = arguments[i].substr(7);
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) asked = arguments[i + 1];
  }
  return asked;
}

}  // namespace

std::optional<Language> ParseLanguage(const std::string& word) {
  if (word == "en") return Language::kEnglish;
  if (word == "id") return Language::kIndonesian;
  return std::nullopt;
}

Language ChooseLanguage(const std::vector<std::string>& arguments,
                        const std::function<std::optional<std::string>(const char*)>& environment) {
  if (const auto asked = Asked(arguments)) {
    if (const auto language = ParseLanguage(*asked)) return *language;
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto locale = environment(name);
    if (!locale || locale->empty()) continue;
    const bool indonesian = *locale == "id" || locale->starts_with("id_");
    return indonesian ? Language::kIndonesian : Language::kEnglish;
  }
  return Language::kEnglish;
}

}  // namespace sinergi::cli
