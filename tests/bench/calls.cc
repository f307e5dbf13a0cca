// Calls CreateReferral, GetReferral or ListReferrals as fast as so many callers can, and prints how
// it went.
#include "sinergi/referrals/v1/referrals_service.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"
#include "tests/bench/call_load.h"
#include "tests/bench/referral_request.h"

namespace sinergi::bench {
namespace {

grpc::ByteBuffer BufferOf(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return {&slice, 1};
}

std::function<grpc::ByteBuffer()> Requests(const Arguments& arguments) {
  if (arguments.Text("method") == "GetReferral") {
    referrals::v1::GetReferralRequest request;
    request.set_referral_id(arguments.Text("referral"));
    return [buffer = BufferOf(request)] { return buffer; };
  }
  if (arguments.Text("method") == "ListReferrals") {
    referrals::v1::ListReferralsRequest request;
    request.set_filter(arguments.Text("filter"));
    return [buffer = BufferOf(request)] { return buffer; };
  }
  return [request = ReferralRequest(arguments.Text("sender"), arguments.Text("receiver"))] {
    auto one = request;
    one.set_request_id(NewRequestId());
    return BufferOf(one);
  };
}

void Run(const Arguments& arguments) {
  CallLoad load;
  load.server = arguments.Text("server");
  load.method = "/sinergi.referrals.v1.ReferralsService/" + arguments.Text("method");
  const bool lists = arguments.Text("method") == "ListReferrals";
  load.token = lists ? TokenOf(arguments.Text("data"), "office-officer")
                     : TokenOf(arguments.Text("data"), "ibm-agent", arguments.Text("sender"));
  load.request = Requests(arguments);
  load.callers = static_cast<int>(arguments.Number("callers"));
  load.threads = static_cast<int>(arguments.Number("threads"));
  load.warm_up = std::chrono::seconds(arguments.Number("warm-up-s"));
  load.time = std::chrono::seconds(arguments.Number("seconds"));
  CallOutcome outcome = RunCalls(load);
  const auto calls = static_cast<double>(outcome.durations.size());
  Print("per_second", calls / std::chrono::duration<double>(load.time).count());
  Print("request_bytes", static_cast<double>(load.request().Length()));
  Print("response_bytes", static_cast<double>(outcome.response_bytes));
  outcome.durations.Print("");
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
