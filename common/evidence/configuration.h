#pragma once

#include <map>
#include <string>

#include "common/database/database.h"
#include "common/time/instant.h"

namespace sinergi {

// Notes with which configuration files a service works: `hashes` by file name. A file that is new
// or other than the last time is evidence, once however many replicas start with it: action
// "configuration.change", the file as the subject, the hash's beginning as the purpose. Of a
// database whose evidence migrations are applied.
Status RecordConfiguration(Database& database, Deadline deadline, Instant now,
                           const std::map<std::string, std::string>& hashes);

// The same of the settings that a service was given: `hashes` of their values, which nobody can
// guess the values from, by name. The subject is "configuration/setting/<name>"; one that is given
// no longer is evidence too, with the purpose "default".
Status RecordSettings(Database& database, Deadline deadline, Instant now,
                      const std::map<std::string, std::string>& hashes);

}  // namespace sinergi
