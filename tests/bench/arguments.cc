#include "tests/bench/arguments.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace sinergi::bench {
namespace {

[[noreturn]] void Misused(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

}  // namespace

Arguments::Arguments(int count, char** values) {
  for (int i = 1; i < count; ++i) {
    const std::string argument = values[i];
    const std::size_t equals = argument.find('=');
    if (!argument.starts_with("--") || equals == std::string::npos) {
      Misused(argument + " is not --name=value");
    }
    values_[argument.substr(2, equals - 2)] = argument.substr(equals + 1);
  }
}

std::string Arguments::Text(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) Misused("--" + name + "=… is needed");
  return found->second;
}

std::int64_t Arguments::Number(const std::string& name) const {
  const std::string text = Text(name);
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) {
    Misused("--" + name + " takes a whole number, not " + text);
  }
  return number;
}

void Fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::fflush(stdout);
  std::_Exit(1);  // threads may still run
}

void Print(const std::string& name, double value) { std::printf("%s %.4f\n", name.c_str(), value); }

void Print(const std::string& name, const std::string& value) {
  std::printf("%s %s\n", name.c_str(), value.c_str());
}

}  // namespace sinergi::bench
