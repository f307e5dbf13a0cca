#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <vector>

#include "common/result/error.h"

namespace sinergi {

// The domain of every ErrorInfo.
inline constexpr std::string_view kErrorDomain = "sinergi.bnn.go.id";

// An Error as it goes over the wire: google.rpc.Status with one ErrorInfo (the reason and all its
// variables), BadRequest for violations, RetryInfo where a delay is known, and the sentence in
// Indonesian. The cause stays here. Texts and values that are too long for a client are cut.
grpc::Status ToGrpcStatus(const Error& error);

// What a client can read of a failed call, whoever answered it.
struct RemoteError {
  std::string code;    // "FAILED_PRECONDITION"
  std::string reason;  // ErrorInfo's; empty when the answer had none
  std::string domain;
  std::string english;
  std::string indonesian;                                       // empty when the answer had none
  std::vector<std::pair<std::string, std::string>> violations;  // field, description
  Variables variables;
  bool retryable = false;
};

RemoteError FromGrpcStatus(const grpc::Status& status);

}  // namespace sinergi
