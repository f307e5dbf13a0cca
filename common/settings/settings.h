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
  // Each binds a variable that outlives the table, under a name that is not in it yet. `name` is
  // lower_snake with its unit last ("drain_seconds" is not needed: durations carry their unit in
  // the value: 250ms, 5s, 2m, 1h). `least` and `most` are both allowed.
  void Add(std::string* value, std::string name, std::string sentence);
  void Add(bool* value, std::string name, std::string sentence);
  void Add(std::int64_t* value, std::string name, std::int64_t least, std::int64_t most,
           std::string sentence);
  void Add(std::chrono::milliseconds* value, std::string name, std::string sentence);

  // A text whose value never appears in Describe's output or in an error.
  void AddSecret(std::string* value, std::string name, std::string sentence);

  using Environment = std::map<std::string, std::string>;

  // Reads everything (`arguments` without the program's name; of a name given twice the last one
  // counts) and reports every mistake at once, one violation per mistake, with the reasons of
  // common/settings/reasons.h: unknown names, of SINERGI_ variables too, values that are not of the
  // type or range. After an error the variables hold what could be read.
  Status Read(const std::vector<std::string>& arguments, const Environment& environment);

  // What was read and is not left as it was, by name, secrets too.
  const std::map<std::string, std::string>& given() const { return given_; }

  // For --help: one aligned row per setting. As JSON with `json`, for the chart's test.
  std::string Describe(bool json = false) const;

  static Environment ProcessEnvironment();

 private:
  using Mistakes = std::vector<FieldViolation>;

  struct Setting {
    std::string name;
    std::string unit;     // text, secret, boolean, integer, duration
    std::string initial;  // empty for a secret
    std::string sentence;
    std::string form;  // how a value is written
    std::string least;
    std::string most;
    // Sets the variable, or says which rule the text breaks.
    std::function<const Reason*(const std::string&)> assign;

    bool IsSecret() const { return unit == "secret"; }
    std::string Shown() const;  // the default, for people
  };

  // "drain_time" as "SINERGI_DRAIN_TIME".
  static std::string VariableOf(std::string_view name);

  void Insert(Setting setting);
  void ReadEnvironment(const Environment& environment, Mistakes& mistakes);
  void ReadArguments(const std::vector<std::string>& arguments, Mistakes& mistakes);
  void Assign(const Setting& setting, const std::string& field, const std::string& value,
              Mistakes& mistakes);
  // `spell` writes a setting's name the way `written` was meant to be.
  FieldViolation Unknown(const std::string& written, std::string_view name,
                         std::string (*spell)(std::string_view)) const;
  const Setting* Find(std::string_view name) const;
  bool IsValueOf(const Setting* setting, std::string_view argument) const;
  std::string DescribeAsText() const;
  std::string DescribeAsJson() const;

  std::map<std::string, Setting, std::less<>> settings_;
  std::map<std::string, std::string> given_;
};

}  // namespace sinergi
