// Makes subscriptions, of streams or of webhooks that are verified, and prints their ids.
#include "tests/bench/arguments.h"
#include "tests/bench/subscriptions.h"

namespace sinergi::bench {
namespace {

void Run(const Arguments& arguments) {
  const Subscriptions subscriptions(arguments.Text("notifications"), arguments.Text("data"));
  for (std::int64_t i = 0; i < arguments.Number("count"); ++i) {
    Print("subscription", subscriptions.Make(arguments.Text("source"), arguments.Text("url")));
  }
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
