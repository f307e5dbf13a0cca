#pragma once

#include <exception>

#include "common/result/reasons.h"

namespace sinergi {

// What `work` gives, a Result or a Status; INTERNAL when it throws, what was thrown in the cause.
template <class Work>
auto Guarded(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::exception& exception) {
    return Error::Of(reasons::kInternal).Because(exception.what());
  } catch (...) {
    return Error::Of(reasons::kInternal).Because("an exception that is no std::exception");
  }
}

}  // namespace sinergi
