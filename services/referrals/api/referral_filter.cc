#include "services/referrals/api/referral_filter.h"

#include <array>
#include <memory>

#include "common/filter/filter.h"
#include "sinergi/referrals/v1/referral.pb.h"

namespace sinergi::referrals {
namespace {

namespace v1 = ::sinergi::referrals::v1;

FilterValue TextOrNothing(const std::string& text) {
  return text.empty() ? FilterValue() : FilterValue(text);
}

FilterValue FacilityOf(const Party& party) {
  return party.facility ? FilterValue(party.facility->ToString()) : FilterValue();
}

FilterValue TimeOf(const std::optional<Instant>& time) {
  return time ? FilterValue(ToMicroseconds(*time)) : FilterValue();
}

// The names of an enum's values without their prefix, each at its number.
template <class Enum>
std::vector<std::string_view> NamesOf(std::size_t prefix) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  std::vector<std::string_view> names;
  for (int i = 1; i < type->value_count(); ++i) {
    names.push_back(std::string_view(type->value(i)->name()).substr(prefix));
  }
  return names;
}

template <class Enum, class Code>
FilterValue NameOf(Code code, std::size_t prefix) {
  const auto* value =
      google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(static_cast<int>(code));
  return value == nullptr ? FilterValue() : FilterValue(value->name().substr(prefix));
}

struct Column {
  FilterField field;
  FilterValue (*value)(const ReferralData&);
};

// A row for each field that a filter can name; the first two an index is asked for.
const std::vector<Column>& Columns() {
  using Data = ReferralData;
  static const std::vector<Column> columns{
      {{"state", FilterType::kName, NamesOf<v1::ReferralState>(15)},
       [](const Data& data) { return NameOf<v1::ReferralState>(data.state, 15); }},
      {{"area_code", FilterType::kCode},
       [](const Data& data) { return FilterValue(data.region.ToString()); }},
      {{"service", FilterType::kName, NamesOf<v1::FacilityService>(17)},
       [](const Data& data) { return NameOf<v1::FacilityService>(data.service, 17); }},
      {{"priority", FilterType::kName, NamesOf<v1::ReferralPriority>(18)},
       [](const Data& data) { return NameOf<v1::ReferralPriority>(data.priority, 18); }},
      {{"legal_basis", FilterType::kName, NamesOf<v1::LegalBasis>(12)},
       [](const Data& data) { return NameOf<v1::LegalBasis>(data.basis, 12); }},
      {{"risk_level", FilterType::kName, NamesOf<v1::RiskLevel>(11)},
       [](const Data& data) {
         return data.assessed ? NameOf<v1::RiskLevel>(data.assessed->level, 11) : FilterValue();
       }},
      {{"due_goal", FilterType::kName, NamesOf<v1::DueGoal>(9)},
       [](const Data& data) {
         return data.due ? NameOf<v1::DueGoal>(data.due->goal, 9) : FilterValue();
       }},
      {{"sender_facility_id", FilterType::kText},
       [](const Data& data) { return FacilityOf(data.sender); }},
      {{"sender_office", FilterType::kText},
       [](const Data& data) { return TextOrNothing(data.sender.office); }},
      {{"receiver_facility_id", FilterType::kText},
       [](const Data& data) { return FacilityOf(data.receiver); }},
      {{"receiver_office", FilterType::kText},
       [](const Data& data) { return TextOrNothing(data.receiver.office); }},
      {{"create_time", FilterType::kTime},
       [](const Data& data) { return FilterValue(ToMicroseconds(data.created)); }},
      {{"update_time", FilterType::kTime},
       [](const Data& data) { return FilterValue(ToMicroseconds(data.updated)); }},
      {{"send_time", FilterType::kTime}, [](const Data& data) { return TimeOf(data.sent); }},
      {{"due_time", FilterType::kTime},
       [](const Data& data) {
         return data.due ? FilterValue(ToMicroseconds(data.due->time)) : FilterValue();
       }},
      {{"revision", FilterType::kNumber},
       [](const Data& data) { return FilterValue(data.revision); }}};
  return columns;
}

constexpr std::size_t kState = 0;
constexpr std::size_t kArea = 1;

const std::vector<FilterField>& Fields() {
  static const std::vector<FilterField> fields = [] {
    std::vector<FilterField> all;
    for (const Column& column : Columns()) all.push_back(column.field);
    return all;
  }();
  return fields;
}

// What the index can be asked for of what everything that passes fulfils. A larger area than a
// district holds so many that walking along all of the viewer's finds them as soon.
// Says whether that is all of the comparison.
bool AskIndex(const FilterComparison& comparison, ListWish& wish) {
  const auto* text = std::get_if<std::string>(&comparison.value);
  if (text == nullptr || comparison.op == FilterOperator::kNotEqual) return false;
  if (comparison.field == kState) {
    const auto& names = Fields()[kState].names;
    const auto found = std::find(names.begin(), names.end(), *text);
    wish.state = static_cast<ReferralState>(1 + (found - names.begin()));
    return true;
  }
  if (comparison.field != kArea) return false;
  const auto area = RegionCode::Parse(*text);
  if (!area || area->level() < RegionLevel::kDistrict) return false;
  wish.area = area;
  return comparison.op == FilterOperator::kHas;
}

}  // namespace

Result<ListWish> ReadFilter(const std::string& text) {
  ListWish wish;
  auto filter = Filter::Parse(text, Fields());
  if (!filter) return filter.error();
  bool is_all = false;
  for (const FilterComparison& comparison : filter->Required()) {
    is_all = AskIndex(comparison, wish);
  }
  if (filter->comparisons() == 0 || (filter->comparisons() == 1 && is_all)) return wish;
  wish.passes = [filter = *std::move(filter)](const ReferralData& data) {
    return filter.Passes([&](std::size_t field) { return Columns()[field].value(data); });
  };
  return wish;
}

}  // namespace sinergi::referrals
