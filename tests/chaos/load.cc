#include "tests/chaos/load.h"

#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>
#include <map>
#include <numeric>

#include "common/lifecycle/wake_up.h"

namespace sinergi::chaos {
namespace {

namespace v1 = ::sinergi::referrals::v1;

constexpr char kSubject[] = "referrals/";
constexpr std::chrono::milliseconds kReconnect{500};
constexpr std::chrono::milliseconds kPause{20};
constexpr std::chrono::seconds kLongestBehind{5};  // of a read behind the change
constexpr std::size_t kAskers = 8;
constexpr std::chrono::seconds kCallTime{5};

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const auto& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

void Pause(const std::stop_token& stop, std::chrono::milliseconds time) {
  WakeUp nobody_rings;
  if (time.count() > 0) nobody_rings.WaitFor(stop, time);
}

bool MayHaveHappened(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
         status.error_code() == grpc::StatusCode::CANCELLED ||
         status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

// Every response about a referral has it in the same place; some tell more.
std::string ReferralIn(const std::string& response) {
  v1::GetReferralResponse parsed;
  EXPECT_TRUE(parsed.ParseFromString(response));
  return parsed.referral().SerializeAsString();
}

}  // namespace

// One client's connections, one of which has its turn.
class Load::Replicas {
 public:
  Replicas(const std::vector<std::string>& addresses, std::size_t first)
      : here_(first % addresses.size()) {
    for (const auto& address : addresses) {
      clients_.push_back(std::make_unique<testing::Client>(address));
    }
  }

  testing::Client& Here() { return *clients_[here_]; }
  std::size_t Number() const { return here_; }
  void Next() { here_ = (here_ + 1) % clients_.size(); }

 private:
  std::vector<std::unique_ptr<testing::Client>> clients_;
  std::size_t here_;
};

Load::Load(std::vector<std::string> addresses, Cast cast, Account& account)
    : addresses_(std::move(addresses)),
      cast_(std::move(cast)),
      account_(account),
      in_flight_(addresses_.size()) {}

Load::~Load() { Stop(); }

void Load::Start(int clients, std::chrono::milliseconds pace) {
  pace_ = pace;
  for (int i = 0; i < clients; ++i) {
    clients_.emplace_back([this, number = static_cast<std::size_t>(i)](
                              const std::stop_token& stop) { Work(number, stop); });
  }
}

void Load::Stop() {
  for (auto& client : clients_) client.request_stop();
  clients_.clear();
}

int Load::InFlight() const { return std::accumulate(in_flight_.begin(), in_flight_.end(), 0); }

void Load::Work(std::size_t number, const std::stop_token& stop) {
  Replicas replicas(addresses_, number);
  while (!stop.stop_requested() && TakeOneThrough(replicas, stop)) continue;
}

bool Load::TakeOneThrough(Replicas& replicas, const std::stop_token& stop) {
  v1::CreateReferralResponse created;
  if (!Change(replicas, stop, "CreateReferral", "agent",
              testing::ReferralRequest(cast_.unit, cast_.clinic), created)) {
    return false;
  }
  v1::SendReferralRequest send;
  send.set_referral_id(created.referral().referral_id());
  v1::SendReferralResponse sent;
  if (!Change(replicas, stop, "SendReferral", "agent", send, sent)) return false;
  v1::AcceptReferralRequest accept;
  accept.set_referral_id(created.referral().referral_id());
  v1::AcceptReferralResponse accepted;
  if (!Change(replicas, stop, "AcceptReferral", "receiver", accept, accepted)) return false;
  v1::CompleteReferralRequest complete;
  complete.set_referral_id(created.referral().referral_id());
  complete.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
  complete.set_note("Catatan sintetis.");
  v1::CompleteReferralResponse completed;
  return Change(replicas, stop, "CompleteReferral", "receiver", complete, completed);
}

template <class Request, class Response>
bool Load::Change(Replicas& replicas, const std::stop_token& stop, const std::string& method,
                  const std::string& actor, const Request& request, Response& response) {
  Request identified = request;
  identified.set_request_id(testing::NewRequestId());
  const std::string bytes = identified.SerializeAsString();
  // A change once begun is seen through, so that every effect has its answer in the account.
  for (bool begun = false; begun || !stop.stop_requested(); begun = true) {
    std::string answer;
    const grpc::Status status = CallOnce(replicas, method, actor, bytes, answer);
    if (status.ok()) {
      EXPECT_TRUE(response.ParseFromString(answer));
      const auto& referral = response.referral();
      account_.Accepted(
          {method, actor, bytes, answer, kSubject + referral.referral_id(), referral.revision()});
      ReadBack(replicas, referral.referral_id(), referral.revision());
      Pause(stop, pace_);
      return true;
    }
    if (!MayHaveHappened(status)) {
      ADD_FAILURE() << method << " was refused: " << status.error_message();
      return false;
    }
    ++broken_;
    replicas.Next();
    (void)replicas.Here().WaitUntilConnected(kReconnect);
    Pause({}, kPause);
  }
  return false;
}

void Load::ReadBack(Replicas& replicas, const std::string& referral, std::int64_t revision) {
  replicas.Next();
  v1::GetReferralRequest request;
  request.set_referral_id(referral);
  const std::string bytes = request.SerializeAsString();
  const auto began = std::chrono::steady_clock::now();
  std::chrono::microseconds behind{0};
  while (behind < kLongestBehind) {
    std::string answer;
    v1::GetReferralResponse read;
    if (!CallOnce(replicas, "GetReferral", "agent", bytes, answer).ok()) return;
    if (read.ParseFromString(answer) && read.referral().revision() >= revision) break;
    if (behind.count() == 0) ++stale_;
    behind = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
  }
  EXPECT_LT(behind, kLongestBehind) << referral << " is still read without its change";
  const std::lock_guard lock(mutex_);
  longest_stale_ = std::max(longest_stale_, behind);
}

std::chrono::microseconds Load::LongestStale() const {
  const std::lock_guard lock(mutex_);
  return longest_stale_;
}

grpc::Status Load::CallOnce(Replicas& replicas, const std::string& method, const std::string& actor,
                            const std::string& request, std::string& response) const {
  const auto context = testing::Client::ContextFor(actor == "agent" ? cast_.agent : cast_.receiver);
  context->set_deadline(std::chrono::system_clock::now() + kCallTime);
  grpc::GenericStub stub(replicas.Here().channel());
  const grpc::Slice slice(request);
  const grpc::ByteBuffer question(&slice, 1);
  grpc::ByteBuffer answer;
  std::promise<grpc::Status> done;
  auto& in_flight = in_flight_[replicas.Number()];
  ++in_flight;
  stub.UnaryCall(context.get(), "/sinergi.referrals.v1.ReferralsService/" + method, {}, &question,
                 &answer, [&](grpc::Status status) { done.set_value(std::move(status)); });
  const grpc::Status status = done.get_future().get();
  --in_flight;
  response = BytesOf(answer);
  return status;
}

int Load::CountRefused(const std::vector<AcceptedChange>& changes, const Asked& asked) const {
  std::atomic<int> refused = 0;
  std::vector<std::jthread> askers;
  for (std::size_t first = 0; first < kAskers; ++first) {
    askers.emplace_back([&, first] {
      Replicas replicas(addresses_, 0);
      for (std::size_t turn = 0; turn < addresses_.size(); ++turn, replicas.Next()) {
        EXPECT_TRUE(replicas.Here().WaitUntilConnected(std::chrono::seconds(10)));
        for (std::size_t i = first; i < changes.size(); i += kAskers) {
          if (!asked(replicas, changes[i])) ++refused;
        }
      }
    });
  }
  askers.clear();
  return refused;
}

int Load::DifferentAnswers(const std::vector<AcceptedChange>& accepted) const {
  return CountRefused(accepted, [this](Replicas& replicas, const AcceptedChange& change) {
    std::string answer;
    const auto status = CallOnce(replicas, change.method, change.actor, change.request, answer);
    return status.ok() && answer == change.response;
  });
}

// A change's answer and a read's have the referral in the same place.
int Load::DifferentStates(const std::vector<AcceptedChange>& accepted) const {
  std::map<std::string, AcceptedChange> last;
  for (const AcceptedChange& change : accepted) {
    AcceptedChange& known = last[change.subject];
    if (change.revision > known.revision) known = change;
  }
  std::vector<AcceptedChange> states;
  for (auto& [subject, change] : last) states.push_back(std::move(change));
  const Asked is_as_accepted = [this](Replicas& replicas, const AcceptedChange& change) {
    v1::GetReferralRequest request;
    request.set_referral_id(change.subject.substr(std::string(kSubject).size()));
    for (int time = 0; time < 2; ++time) {
      std::string answer;
      const auto status =
          CallOnce(replicas, "GetReferral", "agent", request.SerializeAsString(), answer);
      if (!status.ok() || ReferralIn(answer) != ReferralIn(change.response)) return false;
    }
    return true;
  };
  return CountRefused(states, is_as_accepted);
}

}  // namespace sinergi::chaos
