#include "services/notifications/domain/withholding.h"

#include <algorithm>

namespace sinergi::notifications {

Withholding WithholdingOf(std::string_view type) {
  if (type == kConsentRevoked) return Withholding::kBegins;
  if (type == kConsentRecorded) return Withholding::kEnds;
  const bool exempt =
      std::find(kNeverWithheld.begin(), kNeverWithheld.end(), type) != kNeverWithheld.end();
  return exempt ? Withholding::kExempt : Withholding::kNone;
}

}  // namespace sinergi::notifications
