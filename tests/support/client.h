#pragma once

#include <grpcpp/grpcpp.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/rpc/grpc_status.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "sinergi/operations/v1/operations_service.grpc.pb.h"
#include "sinergi/reference/v1/reference_service.grpc.pb.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"
#include "sinergi/tat/v1/tat_service.grpc.pb.h"

namespace sinergi::testing {

// Somebody who calls, with a development token of their own.
struct Actor {
  std::string token;
};

// Issues tokens with the key in a server's data folder, as `sinergi login` does.
Actor ActorOf(const std::filesystem::path& data, const std::string& role, const std::string& office,
              const std::string& facility = "");

// A new request_id.
std::string NewRequestId();

// The stubs of one server, and contexts to call them with.
class Client {
 public:
  // In the clear, or over TLS with whom the PEM file names.
  explicit Client(const std::string& address, const std::filesystem::path& authorities = {});

  // For one call of `actor`, which may take 20 seconds.
  static std::unique_ptr<grpc::ClientContext> ContextFor(const Actor& actor);

  referrals::v1::ReferralsService::Stub& referrals() { return *referrals_; }
  notifications::v1::NotificationsService::Stub& notifications() { return *notifications_; }
  reference::v1::ReferenceService::Stub& reference() { return *reference_; }
  operations::v1::OperationsService::Stub& operations() { return *operations_; }
  tat::v1::TatService::Stub& tat() { return *tat_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // Waits until the server can be reached; false when it cannot within `time`.
  bool WaitUntilConnected(std::chrono::milliseconds time);

 private:
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<referrals::v1::ReferralsService::Stub> referrals_;
  std::unique_ptr<notifications::v1::NotificationsService::Stub> notifications_;
  std::unique_ptr<reference::v1::ReferenceService::Stub> reference_;
  std::unique_ptr<operations::v1::OperationsService::Stub> operations_;
  std::unique_ptr<tat::v1::TatService::Stub> tat_;
};

// The request to make the facilities that most tests need.
referrals::v1::RegisterFacilityRequest IbmUnitRequest(const std::string& name);
referrals::v1::RegisterFacilityRequest ClinicRequest(const std::string& name);

// The types of all events of a referral's life. (A facility's own event may still be on its way
// when a subscription begins.)
std::vector<std::string> ReferralEventTypes();

// A referral from `sender` to `receiver` of somebody who does not exist.
referrals::v1::CreateReferralRequest ReferralRequest(const std::string& sender,
                                                     const std::string& receiver);

}  // namespace sinergi::testing
