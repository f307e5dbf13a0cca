#include "tests/chaos/load.h"

#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>

namespace sinergi::chaos {
namespace {

namespace v1 = ::sinergi::referrals::v1;

constexpr std::chrono::milliseconds kReconnect{500};
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

bool MayHaveHappened(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED ||
         status.error_code() == grpc::StatusCode::CANCELLED ||
         status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
}

}  // namespace

Load::Load(std::string address, Cast cast, Account& account)
    : address_(std::move(address)), cast_(std::move(cast)), account_(account) {}

Load::~Load() { Stop(); }

void Load::Start(int clients) {
  for (int i = 0; i < clients; ++i) {
    clients_.emplace_back([this](std::stop_token stop) { Work(std::move(stop)); });
  }
}

void Load::Stop() {
  for (auto& client : clients_) client.request_stop();
  clients_.clear();
}

void Load::Work(std::stop_token stop) {
  testing::Client client(address_);
  while (!stop.stop_requested() && TakeOneThrough(client, stop)) continue;
}

bool Load::TakeOneThrough(testing::Client& client, const std::stop_token& stop) {
  v1::CreateReferralResponse created;
  if (!Change(client, stop, "CreateReferral", "agent",
              testing::ReferralRequest(cast_.unit, cast_.clinic), created)) {
    return false;
  }
  v1::SendReferralRequest send;
  send.set_referral_id(created.referral().referral_id());
  v1::SendReferralResponse sent;
  if (!Change(client, stop, "SendReferral", "agent", send, sent)) return false;
  v1::AcceptReferralRequest accept;
  accept.set_referral_id(created.referral().referral_id());
  v1::AcceptReferralResponse accepted;
  if (!Change(client, stop, "AcceptReferral", "receiver", accept, accepted)) return false;
  v1::CompleteReferralRequest complete;
  complete.set_referral_id(created.referral().referral_id());
  complete.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
  complete.set_note("Catatan sintetis.");
  v1::CompleteReferralResponse completed;
  return Change(client, stop, "CompleteReferral", "receiver", complete, completed);
}

template <class Request, class Response>
bool Load::Change(testing::Client& client, const std::stop_token& stop, const std::string& method,
                  const std::string& actor, const Request& request, Response& response) {
  Request identified = request;
  identified.set_request_id(testing::NewRequestId());
  const std::string bytes = identified.SerializeAsString();
  // A change once begun is seen through, so that every effect has its answer in the account.
  for (bool begun = false; begun || !stop.stop_requested(); begun = true) {
    std::string answer;
    const grpc::Status status = CallOnce(client, method, actor, bytes, answer);
    if (status.ok()) {
      EXPECT_TRUE(response.ParseFromString(answer));
      account_.Accepted({method, actor, bytes, answer,
                         "referrals/" + response.referral().referral_id(),
                         response.referral().revision()});
      return true;
    }
    if (!MayHaveHappened(status)) {
      ADD_FAILURE() << method << " was refused: " << status.error_message();
      return false;
    }
    ++broken_;
    (void)client.WaitUntilConnected(kReconnect);
  }
  return false;
}

grpc::Status Load::CallOnce(testing::Client& client, const std::string& method,
                            const std::string& actor, const std::string& request,
                            std::string& response) {
  const auto context = testing::Client::ContextFor(actor == "agent" ? cast_.agent : cast_.receiver);
  context->set_deadline(std::chrono::system_clock::now() + kCallTime);
  grpc::GenericStub stub(client.channel());
  const grpc::Slice slice(request);
  const grpc::ByteBuffer question(&slice, 1);
  grpc::ByteBuffer answer;
  std::promise<grpc::Status> done;
  ++in_flight_;
  stub.UnaryCall(context.get(), "/sinergi.referrals.v1.ReferralsService/" + method, {}, &question,
                 &answer, [&](grpc::Status status) { done.set_value(std::move(status)); });
  const grpc::Status status = done.get_future().get();
  --in_flight_;
  response = BytesOf(answer);
  return status;
}

int Load::DifferentAnswers(const std::vector<AcceptedChange>& accepted) {
  testing::Client client(address_);
  EXPECT_TRUE(client.WaitUntilConnected(std::chrono::seconds(10)));
  int different = 0;
  for (const AcceptedChange& change : accepted) {
    std::string answer;
    const auto status = CallOnce(client, change.method, change.actor, change.request, answer);
    if (!status.ok() || answer != change.response) ++different;
  }
  return different;
}

}  // namespace sinergi::chaos
