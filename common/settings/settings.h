#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// The one declared table of what a program reads from outside: every setting with its name, unit,
// default (the variable's value when it is added) and sentence. A value comes from
// `--name=value` / `--name value`, else from SINERGI_NAME, else the default stays.
class SettingsTable {
 public:
  // Each binds a variable that outlives the table. `name` is lower_snake with its unit last
  // ("drain_seconds" is not needed: durations carry their unit in the value: 250ms, 5s, 2m, 1h).
  void Add(std::string* value, std::string name, std::string sentence);
  void Add(bool* value, std::string name, std::string sentence);
  void Add(std::int64_t* value, std::string name, std::int64_t least, std::int64_t most,
           std::string sentence);
  void Add(std::chrono::milliseconds* value, std::string name, std::string sentence);

  // A text whose value never appears in Describe's output or in an error.
  void AddSecret(std::string* value, std::string name, std::string sentence);

  using Environment = std::map<std::string, std::string>;

  // Reads everything and reports every mistake at once (SETTINGS_INVALID, one violation per
  // mistake): unknown names, of SINERGI_ variables too, values that are not of the type or range.
  Status Read(const std::vector<std::string>& arguments, const Environment& environment);

  // For --help: one aligned row per setting. As JSON with `json`, for the chart's test.
  std::string Describe(bool json = false) const;

  static Environment ProcessEnvironment();

 private:
  struct Setting {
    std::string name;
    std::string unit;
    std::string initial;
    std::string sentence;
    std::function<bool(const std::string&)> assign;
    std::string rule;
  };

  void Insert(Setting setting);

  std::map<std::string, Setting, std::less<>> settings_;
};

}  // namespace sinergi
