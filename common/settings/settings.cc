#include "common/settings/settings.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "common/settings/closest_name.h"
#include "common/settings/reasons.h"
#include "common/settings/values.h"

namespace sinergi {
namespace {

constexpr std::string_view kPrefix = "SINERGI_";

// Variables of the tests and of the command line, which are no settings.
constexpr std::array<std::string_view, 6> kReserved{"SINERGI_REGIONS", "SINERGI_SOURCE",
                                                    "SINERGI_BUILD",   "SINERGI_TOKEN",
                                                    "SINERGI_SERVER",  "SINERGI_CHAOS_SEED"};

// Where the tests' servers are.
constexpr std::string_view kTestPrefix = "SINERGI_TEST_";

bool IsReserved(std::string_view variable) {
  return variable.starts_with(kTestPrefix) ||
         std::find(kReserved.begin(), kReserved.end(), variable) != kReserved.end();
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsSettingName(std::string_view name) {
  return !name.empty() && IsLower(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
    return IsLower(c) || IsDigit(c) || c == '_';
  });
}

// Whether it was meant as a name; anything else may be a lost value and is not repeated in an
// error.
bool LooksLikeName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '_' || c == '-';
  });
}

std::string ToLowerSnake(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (IsUpper(c)) c = static_cast<char>(c - 'A' + 'a');
    if (c == '-') c = '_';
  }
  return lower;
}

// "--name=value" as "--name" and "value".
std::pair<std::string, std::optional<std::string>> Split(const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos) return {argument, std::nullopt};
  return {argument.substr(0, equals), argument.substr(equals + 1)};
}

bool IsOption(std::string_view written) {
  return written.starts_with("--") && LooksLikeName(written.substr(2));
}

std::string OptionOf(std::string_view name) { return "--" + std::string(name); }

// A mistake in the program itself.
void Require(bool holds, const std::string& name, const char* rule) {
  if (holds) return;
  std::fprintf(stderr, "setting %s: %s\n", name.c_str(), rule);
  std::abort();
}

}  // namespace

void SettingsTable::Add(std::string* value, std::string name, std::string sentence) {
  Insert({std::move(name), "text", *value, std::move(sentence), "text", "", "",
          [value](const std::string& text) -> const Reason* {
            *value = text;
            return nullptr;
          }});
}

void SettingsTable::AddSecret(std::string* value, std::string name, std::string sentence) {
  Insert({std::move(name), "secret", "", std::move(sentence), "text", "", "",
          [value](const std::string& text) -> const Reason* {
            *value = text;
            return nullptr;
          }});
}

void SettingsTable::Add(bool* value, std::string name, std::string sentence) {
  Insert({std::move(name), "boolean", *value ? "true" : "false", std::move(sentence), "true, false",
          "", "", [value](const std::string& text) { return ReadBoolean(text, *value); }});
}

void SettingsTable::Add(std::int64_t* value, std::string name, std::int64_t least,
                        std::int64_t most, std::string sentence) {
  Require(least <= *value && *value <= most, name, "the default is out of its range");
  const std::string from = std::to_string(least);
  const std::string to = std::to_string(most);
  Insert({std::move(name), "integer", std::to_string(*value), std::move(sentence), from + ".." + to,
          from, to,
          [=](const std::string& text) { return ReadInteger(text, least, most, *value); }});
}

void SettingsTable::Add(std::chrono::milliseconds* value, std::string name, std::string sentence) {
  Insert({std::move(name), "duration", FormatDuration(*value), std::move(sentence),
          "250ms, 5s, 2m, 1h", "0s", FormatDuration(kLongestDuration),
          [value](const std::string& text) { return ReadDuration(text, *value); }});
}

void SettingsTable::Insert(Setting setting) {
  const std::string name = setting.name;
  Require(IsSettingName(name), name, "the name is not lower_snake");
  Require(settings_.emplace(name, std::move(setting)).second, name, "the name is there twice");
}

Status SettingsTable::Read(const std::vector<std::string>& arguments,
                           const Environment& environment) {
  Mistakes mistakes;
  ReadEnvironment(environment, mistakes);
  ReadArguments(arguments, mistakes);
  if (mistakes.empty()) return Status::Ok();
  return Error::Invalid(std::move(mistakes));
}

void SettingsTable::ReadEnvironment(const Environment& environment, Mistakes& mistakes) {
  for (const auto& [variable, value] : environment) {
    if (!variable.starts_with(kPrefix)) continue;
    const std::string name = ToLowerSnake(variable.substr(kPrefix.size()));
    const Setting* const setting = Find(name);
    if (setting != nullptr && VariableOf(name) == variable) {
      Assign(*setting, variable, value, mistakes);
    } else if (!IsReserved(variable)) {
      mistakes.push_back(Unknown(variable, name, &SettingsTable::VariableOf));
    }
  }
}

void SettingsTable::ReadArguments(const std::vector<std::string>& arguments, Mistakes& mistakes) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto [written, value] = Split(arguments[i]);
    if (!IsOption(written)) {
      mistakes.push_back({"argument " + std::to_string(i + 1), &reasons::kArgumentMalformed, {}});
      continue;
    }
    const std::string_view name = std::string_view(written).substr(2);
    const Setting* const setting = Find(name);
    const bool is_followed = i + 1 < arguments.size() && IsValueOf(setting, arguments[i + 1]);
    if (!value && is_followed) value = arguments[++i];
    if (setting == nullptr) {
      mistakes.push_back(Unknown(written, name, &OptionOf));
    } else if (!value) {
      mistakes.push_back({written, &reasons::kSettingValueMissing, {}});
    } else {
      Assign(*setting, written, *value, mistakes);
    }
  }
}

// A secret may begin with dashes; anything else that does is the next setting.
bool SettingsTable::IsValueOf(const Setting* setting, std::string_view argument) const {
  if (!argument.starts_with("--")) return true;
  const bool is_setting = Find(argument.substr(2, argument.find('=') - 2)) != nullptr;
  return setting != nullptr && setting->IsSecret() && !is_setting;
}

void SettingsTable::Assign(const Setting& setting, const std::string& field,
                           const std::string& value, Mistakes& mistakes) {
  const Reason* const broken = setting.assign(value);
  if (broken == nullptr) {
    given_[setting.name] = value;
  } else if (broken->name == reasons::kSettingOutOfRange.name) {
    mistakes.push_back(
        {field, broken, {{"least", setting.least}, {"most", setting.most}, {"value", value}}});
  } else {
    mistakes.push_back({field, broken, {{"form", setting.form}, {"value", value}}});
  }
}

FieldViolation SettingsTable::Unknown(const std::string& written, std::string_view name,
                                      std::string (*spell)(std::string_view)) const {
  std::vector<std::string> names;
  for (const auto& [known, setting] : settings_) names.push_back(known);
  const std::optional<std::string> closest = ClosestName(ToLowerSnake(name), names);
  if (!closest) return {written, &reasons::kSettingUnknown, {}};
  return {written, &reasons::kSettingMisspelt, {{"closest", spell(*closest)}}};
}

const SettingsTable::Setting* SettingsTable::Find(std::string_view name) const {
  const auto found = settings_.find(name);
  return found == settings_.end() ? nullptr : &found->second;
}

std::string SettingsTable::VariableOf(std::string_view name) {
  std::string variable(kPrefix);
  for (const char c : name) variable += IsLower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  return variable;
}

SettingsTable::Environment SettingsTable::ProcessEnvironment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

}  // namespace sinergi
