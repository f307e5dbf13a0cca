#pragma once

#include <memory>
#include <string>

#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::bench {

// Makes and ends subscriptions of the office. What fails ends the program.
class Subscriptions {
 public:
  // `data` is the services' folder.
  Subscriptions(const std::string& address, const std::string& data);

  // Of events of that source, or of all; a stream's, or a webhook's at that URL, which it verifies.
  // Its id.
  std::string Make(const std::string& source, const std::string& url) const;

  void End(const std::string& id) const;

 private:
  using Stub = notifications::v1::NotificationsService::Stub;

  template <class Request, class Response>
  Response Call(const Request& request,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                             Response*)) const;

  const std::unique_ptr<Stub> stub_;
  const std::string token_;
};

}  // namespace sinergi::bench
