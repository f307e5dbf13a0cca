#include "common/process/text_file.h"

#include <fstream>
#include <sstream>

#include "common/process/reasons.h"

namespace sinergi {

Result<std::string> ReadTextFile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  if (!stream) return Error::Of(reasons::kFileUnreadable, {{"file", file.string()}});
  return text.str();
}

}  // namespace sinergi
