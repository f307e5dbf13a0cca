#include "common/database/postgres/postgres_values.h"

#include "common/result/reasons.h"

namespace sinergi {
namespace {

// From the server's catalogue; they never change.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kName = 19;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kText = 25;
constexpr Oid kUnknown = 705;
constexpr Oid kBpchar = 1042;
constexpr Oid kVarchar = 1043;
constexpr Oid kVoid = 2278;

constexpr int kBinary = 1;

std::array<char, 8> BigEndian(std::int64_t number) {
  std::array<char, 8> bytes{};
  auto left = static_cast<std::uint64_t>(number);
  for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, left >>= 8U) {
    *at = static_cast<char>(left & 0xffU);
  }
  return bytes;
}

// A big-endian number of 1, 2, 4 or 8 bytes with its sign.
std::int64_t IntegerFrom(std::string_view bytes) {
  if (bytes.empty()) return 0;
  std::uint64_t number = (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0 ? ~0ULL : 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(number);
}

bool IsKnown(Oid type) {
  switch (type) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
    case kText:
    case kVarchar:
    case kBpchar:
    case kName:
    case kUnknown:
    case kBytea:
    case kVoid:
      return true;
    default:
      return false;
  }
}

Value ValueFrom(Oid type, std::string_view bytes) {
  switch (type) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
      return IntegerFrom(bytes);
    case kBytea:
      return Blob{std::string(bytes)};
    case kVoid:
      return {};
    default:
      return std::string(bytes);
  }
}

Row RowAt(const PGresult* answer, int row, int columns) {
  Values values;
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    if (PQgetisnull(answer, row, column) != 0) {
      values.emplace_back();
      continue;
    }
    const auto size = static_cast<std::size_t>(PQgetlength(answer, row, column));
    values.push_back(ValueFrom(PQftype(answer, column), {PQgetvalue(answer, row, column), size}));
  }
  return Row(std::move(values));
}

}  // namespace

Status PostgresParameters::Set(const Values& values) {
  for (auto* list : {&lengths_, &formats_}) list->clear();
  types_.clear();
  values_.clear();
  integers_.clear();
  integers_.reserve(values.size());  // pointers into it stay
  for (const Value& value : values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      integers_.push_back(BigEndian(*number));
      Add(kInt8, integers_.back().data(), integers_.back().size());
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (text->find('\0') != std::string::npos) {
        return Error::Of(reasons::kInternal)
            .Because("parameter $" + std::to_string(types_.size() + 1) +
                     " is a text with a NUL character, which PostgreSQL cannot hold");
      }
      Add(kText, text->data(), text->size());
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      Add(kBytea, blob->bytes.data(), blob->bytes.size());
    } else {
      Add(0, nullptr, 0);
    }
  }
  return Status::Ok();
}

void PostgresParameters::Add(Oid type, const char* bytes, std::size_t size) {
  types_.push_back(type);
  values_.push_back(bytes);
  lengths_.push_back(static_cast<int>(size));
  formats_.push_back(kBinary);
}

Result<Rows> RowsOf(const PGresult* answer) {
  const int columns = PQnfields(answer);
  for (int column = 0; column < columns; ++column) {
    if (IsKnown(PQftype(answer, column))) continue;
    return Error::Of(reasons::kInternal)
        .Because("column " + std::string(PQfname(answer, column)) + " is of PostgreSQL's type " +
                 std::to_string(PQftype(answer, column)) +
                 ", which is not read here: cast it in the statement");
  }
  Rows rows;
  const int count = PQntuples(answer);
  rows.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) rows.push_back(RowAt(answer, row, columns));
  return rows;
}

}  // namespace sinergi
