#include "services/cli/short_names.h"

#include <algorithm>
#include <cctype>

namespace sinergi::cli {
namespace {

// What every value's name begins with: "REJECTION_REASON_".
std::string Prefix(const google::protobuf::EnumDescriptor& type) {
  const std::string& zero = type.value(0)->name();
  return zero.substr(0, zero.size() - std::string("UNSPECIFIED").size());
}

std::string Shorten(const google::protobuf::EnumValueDescriptor& value) {
  std::string name = value.name().substr(Prefix(*value.type()).size());
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return c == '_' ? '-' : static_cast<char>(std::tolower(c));
  });
  return name;
}

bool SameName(std::string_view one, std::string_view other) {
  const auto fold = [](unsigned char c) { return c == '_' ? '-' : std::tolower(c); };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [&](char a, char b) {
    return fold(static_cast<unsigned char>(a)) == fold(static_cast<unsigned char>(b));
  });
}

}  // namespace

std::string ShortName(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  return value == nullptr || number == 0 ? std::string() : Shorten(*value);
}

std::optional<int> ParseShortName(const google::protobuf::EnumDescriptor& type,
                                  std::string_view name) {
  for (int i = 1; i < type.value_count(); ++i) {
    if (SameName(Shorten(*type.value(i)), name)) return type.value(i)->number();
  }
  return std::nullopt;
}

std::string ShortNames(const google::protobuf::EnumDescriptor& type, Language language) {
  std::string names;
  for (int i = 1; i < type.value_count(); ++i) {
    const std::string name = Shorten(*type.value(i));
    const std::string label = Label(type, type.value(i)->number(), language);
    std::string plain = name;
    std::replace(plain.begin(), plain.end(), '-', ' ');
    names += (names.empty() ? "" : ", ") + name;
    if (!SameName(label, plain)) names += " (" + label + ")";
  }
  return names;
}

Answer<int> ReadShortName(const google::protobuf::EnumDescriptor& type, std::string_view option,
                          std::string_view name) {
  if (name.empty()) return 0;
  if (const auto number = ParseShortName(type, name)) return *number;
  Failure failure = UsageFailure(messages::kWordUnknown,
                                 {{"option", std::string(option)}, {"word", std::string(name)}});
  failure.error.english += " " + ShortNames(type, Language::kEnglish) + ".";
  failure.error.indonesian += " " + ShortNames(type, Language::kIndonesian) + ".";
  return failure;
}

std::string Label(const google::protobuf::EnumDescriptor& type, int number, Language language) {
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return std::to_string(number);
  const Message* label = FindLabel(value->name());
  return label == nullptr ? Shorten(*value) : Fill(*label, language);
}

}  // namespace sinergi::cli
