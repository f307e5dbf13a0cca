#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/result/result.h"
#include "common/rpc/call.h"

namespace sinergi {

// One message of a stream, serialised. Copies share its bytes, so that what many streams say is
// made once.
class StreamMessage {
 public:
  StreamMessage() = default;
  StreamMessage(std::string bytes)  // NOLINT(google-explicit-constructor): it is nothing else
      : bytes_(std::make_shared<const std::string>(std::move(bytes))) {}

  // Of one that was made from bytes.
  const std::string& bytes() const { return *bytes_; }

 private:
  std::shared_ptr<const std::string> bytes_;
};

// What a server stream gives, message by message. Every method is called by one thread at a time.
class StreamSource {
 public:
  virtual ~StreamSource() = default;

  // The next messages; empty when there is nothing at the moment. Asked after each
  // wake-up, after what it gave is written, and about once a second. An error ends the stream.
  virtual Result<std::vector<StreamMessage>> Next() = 0;
};

// One gRPC service as a table of methods, free of gRPC itself: what a service's api folder fills
// and RpcServer serves. Handlers run on worker threads, many at a time.
class RpcService {
 public:
  // Gives the serialised response.
  using UnaryHandler =
      std::function<Result<std::string>(const Call&, const google::protobuf::Message&)>;

  // Gives what is kept of a unary method's answer, serialised, or nothing. Asked where the call
  // arrives, so it neither waits nor blocks; `done` is called exactly once, on any thread.
  using KeptAnswer = std::function<void(std::optional<std::string>)>;
  using KeptHandler =
      std::function<void(const Call&, const google::protobuf::Message&, KeptAnswer done)>;

  // `wake` may be called from any thread, as long as the stream lives and after.
  using StreamHandler = std::function<Result<std::unique_ptr<StreamSource>>(
      const Call&, const google::protobuf::Message&, std::function<void()> wake)>;

  struct Method {
    std::string path;  // "/sinergi.referrals.v1.ReferralsService/SendReferral"
    const google::protobuf::Message* request;
    UnaryHandler unary;  // one of the two
    StreamHandler stream;
    KeptHandler kept;  // of a unary method, may be empty
  };

  // `full_name` is the service's: "sinergi.referrals.v1.ReferralsService".
  explicit RpcService(std::string full_name) : full_name_(std::move(full_name)) {}

  template <class Request>
  void Unary(const std::string& name,
             std::function<Result<std::string>(const Call&, const Request&)> handler) {
    methods_.push_back({"/" + full_name_ + "/" + name, &Request::default_instance(),
                        [handler = std::move(handler)](const Call& call, const auto& request) {
                          return handler(call, static_cast<const Request&>(request));
                        },
                        nullptr, nullptr});
  }

  // Looks for a kept answer of the unary method `name`, which is there already, before its handler
  // has to wait for a worker.
  template <class Request>
  void LookFirst(const std::string& name,
                 std::function<void(const Call&, const Request&, KeptAnswer)> handler) {
    for (Method& method : methods_) {
      if (method.path != "/" + full_name_ + "/" + name) continue;
      method.kept = [handler](const Call& call, const auto& request, KeptAnswer done) {
        handler(call, static_cast<const Request&>(request), std::move(done));
      };
    }
  }

  template <class Request>
  void Stream(const std::string& name,
              std::function<Result<std::unique_ptr<StreamSource>>(const Call&, const Request&,
                                                                  std::function<void()>)>
                  handler) {
    methods_.push_back({"/" + full_name_ + "/" + name, &Request::default_instance(), nullptr,
                        [handler = std::move(handler)](const Call& call, const auto& request,
                                                       std::function<void()> wake) {
                          return handler(call, static_cast<const Request&>(request),
                                         std::move(wake));
                        },
                        nullptr});
  }

  const std::string& full_name() const { return full_name_; }
  const std::vector<Method>& methods() const { return methods_; }

 private:
  std::string full_name_;
  std::vector<Method> methods_;
};

}  // namespace sinergi
