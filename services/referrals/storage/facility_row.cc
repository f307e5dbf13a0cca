#include "services/referrals/storage/facility_row.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kFirstOfService = 9;

Value IntegerOrNull(const std::optional<int>& number) {
  return number ? Value(static_cast<std::int64_t>(*number)) : Value();
}

std::optional<int> ReadInteger(const Row& row, std::size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return static_cast<int>(row.Integer(column));
}

std::int64_t BitOf(RiskLevel level) { return std::int64_t{1} << static_cast<int>(level); }

}  // namespace

OfferedService OfferedFromRow(const Row& row, std::size_t first) {
  OfferedService offered{static_cast<FacilityService>(row.Integer(first)),
                         ReadInteger(row, first + 1),
                         row.Integer(first + 2) != 0,
                         ReadInteger(row, first + 3),
                         ReadInteger(row, first + 4),
                         {}};
  const std::int64_t levels = row.Integer(first + 5);
  for (int number = 1; number <= kRiskLevels; ++number) {
    const auto level = static_cast<RiskLevel>(number);
    if ((levels & BitOf(level)) != 0) offered.levels.push_back(level);
  }
  return offered;
}

Values OfferedValues(const OfferedService& offered) {
  std::int64_t levels = 0;
  for (const RiskLevel level : offered.levels) levels |= BitOf(level);
  return {static_cast<std::int64_t>(offered.service),
          IntegerOrNull(offered.places),
          std::int64_t{offered.keeps_waiting_list},
          IntegerOrNull(offered.min_age),
          IntegerOrNull(offered.max_age),
          levels};
}

std::vector<Facility> FacilitiesFromRows(const Rows& rows) {
  std::vector<Facility> facilities;
  for (const Row& row : rows) {
    const FacilityId id = FacilityId::Parse(row.Text(0)).value_or(FacilityId());
    if (facilities.empty() || facilities.back().id != id) {
      facilities.push_back({id,
                            static_cast<FacilityKind>(row.Integer(1)),
                            row.Text(2),
                            row.Text(3),
                            RegionCode::Parse(row.Text(4)).value(),
                            {},
                            FromMicroseconds(row.Integer(6)),
                            row.Integer(8),
                            static_cast<FacilityState>(row.Integer(5)),
                            FromMicroseconds(row.Integer(7))});
    }
    facilities.back().services.push_back(OfferedFromRow(row, kFirstOfService));
  }
  return facilities;
}

}  // namespace sinergi::referrals
