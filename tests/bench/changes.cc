#include "tests/bench/changes.h"

#include <thread>

#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/pace.h"
#include "tests/bench/referral_request.h"

namespace sinergi::bench {
namespace {

namespace referrals = ::sinergi::referrals::v1;

using Clock = Durations::Clock;

struct Call {
  grpc::ClientContext context;
  referrals::CreateReferralResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<referrals::CreateReferralResponse>> reader;
  Clock::time_point began = Clock::now();
  bool counts = false;
};

// Who makes the changes; the answers are taken in a thread of its own.
class Sender {
 public:
  // Makes exactly so many changes.
  Sender(const Arguments& arguments, std::string token, std::int64_t changes, Arrivals& arrivals)
      : stub_(referrals::ReferralsService::NewStub(Connect(arguments.Text("referrals")))),
        request_(ReferralRequest(arguments.Text("sender"), arguments.Text("receiver"))),
        token_(std::move(token)),
        arrivals_(arrivals),
        thread_([this, changes] { TakeAnswers(changes); }) {}

  void Send(bool counts) {
    auto* call = new Call;  // its answer deletes it
    call->counts = counts;
    Prepare(call->context, token_);
    auto request = request_;
    request.set_request_id(NewRequestId());
    call->reader = stub_->AsyncCreateReferral(&call->context, request, &queue_);
    call->reader->Finish(&call->response, &call->status, call);
  }

  // Waits for all answers; gives how long they took.
  Durations Finish() {
    thread_.join();
    return std::move(durations_);
  }

 private:
  void TakeAnswers(std::int64_t changes) {
    void* tag = nullptr;
    bool ok = false;
    for (; changes > 0; --changes) {
      queue_.Next(&tag, &ok);
      const std::unique_ptr<Call> call(static_cast<Call*>(tag));
      const auto now = Clock::now();
      if (!call->status.ok()) Fail("CreateReferral: " + call->status.error_message());
      arrivals_.Answered("referrals/" + call->response.referral().referral_id(), now, call->counts);
      if (call->counts) durations_.Add(now - call->began);
    }
  }

  const std::unique_ptr<referrals::ReferralsService::Stub> stub_;
  const referrals::CreateReferralRequest request_;
  const std::string token_;
  Arrivals& arrivals_;
  grpc::CompletionQueue queue_;
  Durations durations_;
  std::thread thread_;
};

}  // namespace

void MeasureChanges(const Arguments& arguments, Arrivals& arrivals) {
  const std::int64_t rate = arguments.Number("per-second");
  const std::int64_t warm_up = rate * arguments.Number("warm-up-s");
  const std::int64_t changes = warm_up + rate * arguments.Number("seconds");
  const std::string token = TokenOf(arguments.Text("data"), "ibm-agent", arguments.Text("sender"));
  Sender sender(arguments, token, changes, arrivals);
  Pace pace(static_cast<double>(rate));
  const auto began = Clock::now();
  for (std::int64_t n = 0; n < changes; ++n) {
    pace.WaitFor(n);
    sender.Send(n >= warm_up);
  }
  const std::chrono::duration<double> took = Clock::now() - began;
  Durations answers = sender.Finish();
  if (!arrivals.WaitFor(static_cast<std::size_t>(changes), std::chrono::seconds(30))) {
    Fail("not every event arrived");
  }
  Print("sent_per_second", static_cast<double>(changes) / took.count());
  Print("events", static_cast<double>(changes - warm_up));
  arrivals.from_answer().Print("");
  arrivals.from_begin().Print("from_begin_");
  answers.Print("answer_");
}

}  // namespace sinergi::bench
