#pragma once

#include <string_view>

namespace sinergi {

// What the licence of the area data asks to be said wherever the data is shown or handed on.
inline constexpr std::string_view kRegionsAttribution =
    "Area data: idn-area-data by Fityan (https://github.com/fityannugroho/idn-area-data), made "
    "available under the Open Database License (ODbL) v1.0, "
    "https://opendatacommons.org/licenses/odbl/1-0/.";

}  // namespace sinergi
