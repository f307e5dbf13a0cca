#pragma once

#include <array>
#include <string_view>

namespace sinergi::notifications {

// What the types of programmes' events begin with: all that a partner agency is told of.
inline constexpr std::array<std::string_view, 2> kProgrammeTypes{"id.go.bnn.sinergi.empowerment.",
                                                                 "id.go.bnn.sinergi.meetings."};

// Whether all that begins so, or this one type, is of a programme.
bool IsOfProgramme(std::string_view type);

}  // namespace sinergi::notifications
