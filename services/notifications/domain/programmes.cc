#include "services/notifications/domain/programmes.h"

#include <algorithm>

namespace sinergi::notifications {

bool IsOfProgramme(std::string_view type) {
  return std::any_of(kProgrammeTypes.begin(), kProgrammeTypes.end(),
                     [type](std::string_view begin) { return type.starts_with(begin); });
}

}  // namespace sinergi::notifications
