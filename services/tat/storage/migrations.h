#pragma once

#include <vector>

#include "common/database/migrations.h"

namespace sinergi {

std::vector<Migration> TatMigrations();

}  // namespace sinergi
