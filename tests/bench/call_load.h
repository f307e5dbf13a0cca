#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <string>

#include "tests/bench/durations.h"

namespace sinergi::bench {

// Callers of one method, each of which calls again as soon as it is answered.
struct CallLoad {
  std::string server;
  std::string method;  // "/sinergi.referrals.v1.ReferralsService/GetReferral"
  std::string token;
  std::function<grpc::ByteBuffer()> request;  // the next one; called by every thread
  int callers = 1;
  int threads = 1;  // each with a connection and a completion queue of its own
  std::chrono::milliseconds warm_up{0};
  std::chrono::milliseconds time{0};
};

struct CallOutcome {
  Durations durations;             // of calls that ended within the time
  std::size_t response_bytes = 0;  // of one answer
};

// Lets them call for the warm-up and the time. A call that fails ends the program.
CallOutcome RunCalls(const CallLoad& load);

}  // namespace sinergi::bench
