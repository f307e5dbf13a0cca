#include "services/referrals/domain/screening.h"

#include <array>

namespace sinergi::referrals {

std::string_view SubstanceName(AssistSubstance substance) {
  static constexpr std::array<std::string_view, kAssistSubstances> kNames{
      "tobacco",   "alcohol",   "cannabis",      "cocaine", "amphetamines",
      "inhalants", "sedatives", "hallucinogens", "opioids", "other"};
  return kNames[static_cast<std::size_t>(substance) - 1];
}

}  // namespace sinergi::referrals
