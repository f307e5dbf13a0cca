#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sinergi::bench {

// What a program was started with: --name=value. What is missing or cannot be read ends the program
// with status 2 and a sentence.
class Arguments {
 public:
  Arguments(int count, char** values);

  std::string Text(const std::string& name) const;
  std::int64_t Number(const std::string& name) const;

 private:
  std::map<std::string, std::string> values_;
};

// Ends the program with status 1 and a sentence: a measurement that failed is none.
[[noreturn]] void Fail(const std::string& why);

// A result for the script: a line "name value" on the standard output.
void Print(const std::string& name, double value);
void Print(const std::string& name, const std::string& value);

}  // namespace sinergi::bench
