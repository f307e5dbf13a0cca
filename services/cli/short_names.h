#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>

#include <optional>
#include <string>
#include <string_view>

#include "services/cli/failure.h"

namespace sinergi::cli {

// How an enum's value is typed: REJECTION_REASON_SERVICE_NOT_OFFERED is "service-not-offered".
// Empty for a number the contract does not know.
std::string ShortName(const google::protobuf::EnumDescriptor& type, int number);

// The value of that short name, upper or lower case; _UNSPECIFIED has none.
std::optional<int> ParseShortName(const google::protobuf::EnumDescriptor& type,
                                  std::string_view name);

// "full (penuh), other (lainnya)": all there are, with what they mean.
std::string ShortNames(const google::protobuf::EnumDescriptor& type, Language language);

// The value for a typed option; a usage failure that lists the possible ones otherwise. An empty
// name is _UNSPECIFIED.
Answer<int> ReadShortName(const google::protobuf::EnumDescriptor& type, std::string_view option,
                          std::string_view name);

template <class Enum>
Answer<Enum> ReadEnum(std::string_view option, std::string_view name) {
  const auto number = ReadShortName(*google::protobuf::GetEnumDescriptor<Enum>(), option, name);
  if (!number) return number.failure();
  return static_cast<Enum>(*number);
}

// What a value is called for people.
std::string Label(const google::protobuf::EnumDescriptor& type, int number, Language language);

template <class Enum>
std::string Label(Enum value, Language language) {
  return Label(*google::protobuf::GetEnumDescriptor<Enum>(), value, language);
}

}  // namespace sinergi::cli
