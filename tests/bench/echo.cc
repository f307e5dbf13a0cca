// The least that an answer costs: GetReferral answered with the same bytes each time, where the
// call arrives. Prints its port and ends with a signal.
#include <absl/synchronization/mutex.h>
#include <grpcpp/grpcpp.h>

#include <cstdio>

#include "common/lifecycle/stop_signal.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

using referrals::v1::ReferralsService;

class Echo final
    : public ReferralsService::WithRawCallbackMethod_GetReferral<ReferralsService::Service> {
 public:
  explicit Echo(std::size_t bytes) : slice_(std::string(bytes, 'x')), answer_(&slice_, 1) {}

  grpc::ServerUnaryReactor* GetReferral(grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* /*request*/,
                                        grpc::ByteBuffer* response) override {
    *response = answer_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  const grpc::Slice slice_;
  const grpc::ByteBuffer answer_;
};

void Run(const Arguments& arguments) {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // as RpcServer does
  StopSignal signal;
  Echo echo(static_cast<std::size_t>(arguments.Number("bytes")));
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&echo);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) Fail("no port could be had");
  Print("port", std::to_string(port));
  std::fflush(stdout);
  signal.Wait();
  server->Shutdown();
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
