// Creates referrals at an even pace and is an office's endpoint: how long after a change was
// answered is its event posted? Beside it there are `hanging` endpoints that take everything and
// answer nothing.
#include <thread>
#include <vector>

#include "tests/bench/changes.h"
#include "tests/bench/sink.h"
#include "tests/bench/subscriptions.h"

namespace sinergi::bench {
namespace {

// The text of an attribute that holds no quotes.
std::string AttributeOf(std::string_view body, const std::string& name) {
  const std::string begin = "\"" + name + "\":\"";
  const std::size_t at = body.find(begin);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = body.substr(at + begin.size());
  return std::string(rest.substr(0, rest.find('"')));
}

// An endpoint on a thread of its own, which ends with the program.
class Endpoint {
 public:
  Endpoint(Sink::OnPost on_post, bool answers) : sink_(std::move(on_post), answers) {
    std::thread([this] { sink_.Run(); }).detach();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(sink_.port()) + "/"; }

 private:
  Sink sink_;
};

void Run(const Arguments& arguments) {
  Arrivals& arrivals = *new Arrivals;  // the endpoints' threads end with the program
  auto& listens = *new Endpoint(
      [&arrivals](std::string_view body) {
        arrivals.Arrived(AttributeOf(body, "subject"), Arrivals::Clock::now(), {});
        return true;
      },
      true);
  auto& hangs = *new Endpoint([](std::string_view) { return true; }, false);
  const Subscriptions subscriptions(arguments.Text("notifications"), arguments.Text("data"));
  std::vector<std::string> made{subscriptions.Make("", listens.url())};
  for (std::int64_t i = 0; i < arguments.Number("hanging"); ++i) {
    made.push_back(subscriptions.Make("", hangs.url()));
  }
  MeasureChanges(arguments, arrivals);
  for (const std::string& one : made) subscriptions.End(one);
  std::fflush(stdout);
  std::_Exit(0);
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
