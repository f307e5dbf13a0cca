#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/cli/failure.h"
#include "services/cli/output.h"

namespace sinergi::cli {

// What is wrong with which field, in the language. The wire carries each rule in English and the
// whole in Indonesian; the Indonesian sentence is cut at the fields' names.
std::vector<std::pair<std::string, std::string>> Violations(const RemoteError& error,
                                                            Language language);

// One block: what went wrong, field by field, and what to do next. Ends with a line break.
std::string Explain(const Failure& failure, const std::string& server, Language language,
                    const Painter& paint);

// The same as one JSON object.
std::string ExplainAsJson(const Failure& failure, const std::string& server, Language language);

}  // namespace sinergi::cli
