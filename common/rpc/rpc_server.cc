#include "common/rpc/rpc_server.h"

#include <absl/synchronization/mutex.h>
#include <google/protobuf/stubs/logging.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/service_type.h>

#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "common/logging/log.h"
#include "common/rpc/reasons.h"
#include "common/rpc/server_credentials.h"
#include "common/rpc/stream_call.h"
#include "common/rpc/unary_call.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kTick{1};

// The streams that are open, so that all can be woken and ended. Any thread.
class OpenStreams {
 public:
  explicit OpenStreams(std::size_t limit) : limit_(limit) {}

  // TOO_MANY_STREAMS, or SERVER_STOPPING when none may begin any more.
  Status Add(const std::shared_ptr<StreamCall>& stream) {
    const std::lock_guard lock(mutex_);
    if (closed_) return Error::Of(reasons::kServerStopping);
    streams_.remove_if([](const auto& weak) { return weak.expired(); });
    if (streams_.size() >= limit_) {
      return Error::Of(reasons::kTooManyStreams, {{"limit", std::to_string(limit_)}})
          .RetryAfter(kTick);
    }
    streams_.push_back(stream);
    return Status::Ok();
  }

  void Close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ForEach([](StreamCall& stream) { stream.End(Error::Of(reasons::kServerStopping)); });
  }

  void ForEach(const std::function<void(StreamCall&)>& visit) {
    std::vector<std::shared_ptr<StreamCall>> alive;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& weak : streams_) {
        if (auto stream = weak.lock()) alive.push_back(std::move(stream));
      }
    }
    for (const auto& stream : alive) visit(*stream);
  }

 private:
  const std::size_t limit_;
  std::mutex mutex_;
  std::list<std::weak_ptr<StreamCall>> streams_;  // guarded by mutex_
  bool closed_ = false;                           // guarded by mutex_
};

}  // namespace

class RpcServer::Impl {
 public:
  Impl(const TokenVerifier& verifier, const Permissions& table, const Clock& time, Metrics& metrics,
       Options given)
      : permissions(table),
        clock(time),
        options(std::move(given)),
        gate(verifier, table, metrics, options.longest_call, options.denied),
        calls(options.threads, options.queue),
        stream_jobs(options.stream_threads, options.max_streams * 2),
        streams(options.max_streams) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* BeginStream(const RpcService::Method& method,
                                                          grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request) {
    const auto stream = std::make_shared<StreamCall>(gate, stream_jobs, clock, method);
    stream->Enter(*context);  // before the ticker and Close can find it
    if (const Status added = streams.Add(stream); added) {
      stream->Begin(*request);
    } else {
      stream->Refuse(added.error());
    }
    return stream.get();
  }

  void TickStreams(std::stop_token stop) {
    std::unique_lock lock(tick_mutex);
    while (!stop.stop_requested()) {
      tick_bell.wait_for(lock, stop, kTick, [] { return false; });
      streams.ForEach([](StreamCall& stream) { stream.Tick(); });
    }
  }

  const Permissions& permissions;
  const Clock& clock;
  const Options options;
  const CallGate gate;
  WorkerPool calls;
  WorkerPool stream_jobs;
  OpenStreams streams;
  std::list<RpcService> services;  // constant after Start
  std::list<std::unique_ptr<grpc::Service>> bindings;
  std::unique_ptr<grpc::Server> server;
  std::mutex tick_mutex;
  std::condition_variable_any tick_bell;
  std::jthread ticker;
};

namespace {

// Binds a table of methods to gRPC the way generated code does, with raw messages.
class Binding final : public grpc::Service {
 public:
  using BeginStream = std::function<grpc::ServerWriteReactor<grpc::ByteBuffer>*(
      const RpcService::Method&, grpc::CallbackServerContext*, const grpc::ByteBuffer*)>;

  Binding(const RpcService& service, const CallGate& gate, WorkerPool& pool,
          const BeginStream& begin) {
    int index = 0;
    for (const RpcService::Method& method : service.methods()) {
      Bind(index++, method, gate, pool, begin);
    }
  }

 private:
  using Buffer = grpc::ByteBuffer;

  void Bind(int index, const RpcService::Method& method, const CallGate& gate, WorkerPool& pool,
            const BeginStream& begin) {
    const auto type = method.unary ? grpc::internal::RpcMethod::NORMAL_RPC
                                   : grpc::internal::RpcMethod::SERVER_STREAMING;
    AddMethod(new grpc::internal::RpcServiceMethod(method.path.c_str(), type, nullptr));
    if (method.unary) {
      MarkMethodRawCallback(
          index,
          new grpc::internal::CallbackUnaryHandler<Buffer, Buffer>(
              [&](grpc::CallbackServerContext* context, const Buffer* request, Buffer* response) {
                return UnaryCall::Begin(gate, pool, method, context, request, response);
              }));
    } else {
      MarkMethodRawCallback(
          index, new grpc::internal::CallbackServerStreamingHandler<Buffer, Buffer>(
                     [&method, begin](grpc::CallbackServerContext* context, const Buffer* request) {
                       return begin(method, context, request);
                     }));
    }
  }
};

}  // namespace

RpcServer::RpcServer(const TokenVerifier& verifier, const Permissions& permissions,
                     const Clock& clock, Metrics& metrics, Options options)
    : impl_(std::make_unique<Impl>(verifier, permissions, clock, metrics, std::move(options))) {}

RpcServer::~RpcServer() { Stop(); }

void RpcServer::Add(const RpcService& service) { impl_->services.push_back(service); }

Result<int> RpcServer::Start() {
  Impl& impl = *impl_;
  for (const RpcService& service : impl.services) {
    for (const RpcService::Method& method : service.methods()) {
      if (impl.permissions.Find(method.path) != nullptr) continue;
      return Error::Of(reasons::kMethodWithoutPermissionRow, {{"method", method.path}});
    }
  }
  if (auto usable = CheckTlsFiles(impl.options.tls); !usable) return usable.error();
  // Debian's package watches every lock that gRPC takes for cycles, and would abort on one.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  google::protobuf::SetLogHandler(nullptr);  // what it says of bad input, the caller is told
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(impl.options.listen, ServerCredentialsOf(impl.options.tls), &port);
  builder.SetMaxReceiveMessageSize(impl.options.max_message_bytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  for (const RpcService& service : impl.services) {
    auto binding =
        std::make_unique<Binding>(service, impl.gate, impl.calls,
                                  [&impl](const auto& method, auto* context, const auto* request) {
                                    return impl.BeginStream(method, context, request);
                                  });
    builder.RegisterService(binding.get());
    impl.bindings.push_back(std::move(binding));
  }
  impl.server = builder.BuildAndStart();
  if (!impl.server || port == 0) {
    return Error::Of(reasons::kAddressNotAvailable, {{"address", impl.options.listen}});
  }
  for (const RpcService& service : impl.services) {
    impl.server->GetHealthCheckService()->SetServingStatus(service.full_name(), true);
  }
  impl.ticker = std::jthread([&impl](std::stop_token stop) { impl.TickStreams(std::move(stop)); });
  return port;
}

void RpcServer::Stop() {
  Impl& impl = *impl_;
  if (impl.server) {
    impl.server->GetHealthCheckService()->Shutdown();
    impl.streams.Close();
    impl.server->Shutdown(std::chrono::system_clock::now() + impl.options.drain);
    impl.server->Wait();
  }
  impl.calls.Stop();
  impl.stream_jobs.Stop();
  if (impl.ticker.joinable()) {
    impl.ticker.request_stop();
    impl.ticker.join();
  }
  impl.server.reset();
}

}  // namespace sinergi
