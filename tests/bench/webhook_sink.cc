// An endpoint that answers challenges, and counts whatever else is posted to it. Prints its port,
// and after `count` posts how many came a second between the first and the last; then it ends.
#include <chrono>
#include <cstdio>

#include "tests/bench/arguments.h"
#include "tests/bench/sink.h"

namespace sinergi::bench {
namespace {

using Clock = std::chrono::steady_clock;

void Run(std::int64_t count) {
  std::int64_t taken = 0;
  Clock::time_point first, last;
  Sink sink([&](std::string_view /*body*/) {
    last = Clock::now();
    if (taken++ == 0) first = last;
    return taken < count;
  });
  Print("port", std::to_string(sink.port()));
  std::fflush(stdout);
  sink.Run();
  const std::chrono::duration<double> took = last - first;
  Print("per_second", static_cast<double>(count - 1) / took.count());
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) {
  sinergi::bench::Run(sinergi::bench::Arguments(count, values).Number("count"));
}
