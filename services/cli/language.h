#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/result/error.h"

namespace sinergi::cli {

// "en" or "id"; nothing for another word.
std::optional<Language> ParseLanguage(const std::string& word);

// The language to speak: what --lang says, else the first of LC_ALL, LC_MESSAGES and LANG that is
// set. Needed before the command line is read, because its help speaks it too.
Language ChooseLanguage(const std::vector<std::string>& arguments,
                        const std::function<std::optional<std::string>(const char*)>& environment);

}  // namespace sinergi::cli
