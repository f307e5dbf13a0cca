#include "common/database/database.h"

#include "common/result/reasons.h"

namespace sinergi {

bool Violates(const Error& error, std::string_view constraint) {
  return error.Is(reasons::kConstraintViolated) && error.Variable("constraint") == constraint;
}

}  // namespace sinergi
