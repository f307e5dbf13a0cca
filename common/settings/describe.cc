#include <algorithm>

#include "common/logging/json_text.h"
#include "common/settings/settings.h"

namespace sinergi {
namespace {

void Pad(std::string& line, std::string_view cell, std::size_t width) {
  line += cell;
  line.append(width - cell.size() + 2, ' ');
}

std::string Member(std::string_view name, std::string_view value) {
  return JsonString(name) + ": " + JsonString(value);
}

}  // namespace

std::string SettingsTable::Setting::Shown() const {
  if (IsSecret()) return "(secret)";
  return initial.empty() ? "(empty)" : initial;
}

std::string SettingsTable::Describe(bool json) const {
  return json ? DescribeAsJson() : DescribeAsText();
}

std::string SettingsTable::DescribeAsText() const {
  std::size_t name_width = 0;
  std::size_t form_width = 0;
  std::size_t initial_width = 0;
  for (const auto& [name, setting] : settings_) {
    name_width = std::max(name_width, name.size());
    form_width = std::max(form_width, setting.form.size());
    initial_width = std::max(initial_width, setting.Shown().size());
  }
  std::string text;
  for (const auto& [name, setting] : settings_) {
    text += "  --";
    Pad(text, name, name_width);
    Pad(text, setting.form, form_width);
    Pad(text, setting.Shown(), initial_width);
    text += setting.sentence + "\n";
  }
  return text;
}

std::string SettingsTable::DescribeAsJson() const {
  std::string json = "[";
  for (const auto& [name, setting] : settings_) {
    json += json.size() == 1 ? "\n  {" : ",\n  {";
    json += Member("name", name) + ", " + Member("variable", VariableOf(name)) + ", ";
    json += Member("unit", setting.unit) + ", ";
    if (!setting.least.empty()) {
      json += Member("least", setting.least) + ", " + Member("most", setting.most) + ", ";
    }
    if (!setting.IsSecret()) json += Member("default", setting.initial) + ", ";
    json += Member("sentence", setting.sentence) + "}";
  }
  return json + "\n]\n";
}

}  // namespace sinergi
