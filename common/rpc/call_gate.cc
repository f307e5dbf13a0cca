#include "common/rpc/call_gate.h"

#include "common/logging/log.h"
#include "common/rpc/reasons.h"

namespace sinergi {
namespace {

std::string_view Header(const grpc::CallbackServerContext& context, const char* name) {
  const auto found = context.client_metadata().find(name);
  if (found == context.client_metadata().end()) return {};
  return {found->second.data(), found->second.size()};
}

std::string_view BearerToken(const grpc::CallbackServerContext& context) {
  static constexpr std::string_view kScheme = "Bearer ";
  const std::string_view value = Header(context, "authorization");
  return value.starts_with(kScheme) ? value.substr(kScheme.size()) : std::string_view();
}

Deadline DeadlineOf(const grpc::CallbackServerContext& context,
                    std::chrono::milliseconds longest_call) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  const auto allowed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::min<std::chrono::system_clock::duration>(left, longest_call));
  return Deadline::In(allowed);
}

}  // namespace

CallGate::CallGate(const TokenVerifier& verifier, const Permissions& permissions, Metrics& metrics,
                   std::chrono::milliseconds longest_call, DenialHook denied)
    : verifier_(verifier),
      permissions_(permissions),
      metrics_(metrics),
      longest_call_(longest_call),
      denied_(std::move(denied)) {}

Result<Call> CallGate::Enter(const grpc::CallbackServerContext& context,
                             const RpcService::Method& method) const {
  const PermissionRow* row = permissions_.Find(method.path);
  if (row == nullptr) {
    return Error::Of(reasons::kMethodWithoutPermissionRow, {{"method", method.path}});
  }
  const auto parent = TraceContext::Parse(Header(context, "traceparent"));
  Call call{method.path,
            {},
            DeadlineOf(context, longest_call_),
            parent ? parent->Child() : TraceContext::New()};
  if (row->permission.empty()) return call;
  auto caller = verifier_.Verify(BearerToken(context));
  if (!caller) {
    TellIfDenied("", method.path, caller.error());
    return caller.error();
  }
  call.caller = *std::move(caller);
  if (auto allowed = permissions_.Check(*row, call.caller); !allowed) {
    TellIfDenied(call.caller.subject, method.path, allowed.error());
    return allowed.error();
  }
  return call;
}

// What one may not see is answered as what is not there.
void CallGate::TellIfDenied(const std::string& caller, const std::string& path,
                            const Error& error) const {
  const ErrorCode code = error.code();
  const bool denied = code == ErrorCode::kUnauthenticated || code == ErrorCode::kPermissionDenied ||
                      code == ErrorCode::kNotFound;
  if (denied && denied_) denied_(caller, path.substr(1), error);
}

void CallGate::Leave(const RpcService::Method& method, const Result<Call>& call,
                     const Status& outcome, std::chrono::steady_clock::time_point began,
                     std::int64_t messages) const {
  if (call && !outcome) TellIfDenied(call->caller.subject, method.path, outcome.error());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const std::string code(outcome ? "OK" : CodeName(outcome.error().code()));
  metrics_
      .CounterOf("sinergi_rpc_calls_total", "Calls answered, by method and code",
                 {{"method", method.path}, {"code", code}})
      .Add();
  metrics_.HistogramOf("sinergi_rpc_seconds", "How long calls took", {{"method", method.path}})
      .Observe(took.count());
  std::vector<LogField> fields{
      {"method", method.path}, {"code", code}, {"ms", took.count() * 1000}};
  if (call) {
    fields.push_back({"caller", call->caller.subject});
    fields.push_back({"trace", call->trace.TraceId()});
  }
  if (messages > 0) fields.push_back({"messages", messages});
  if (!outcome) {
    fields.push_back({"reason", std::string(outcome.error().reason().name)});
    if (!outcome.error().cause().empty()) fields.push_back({"cause", outcome.error().cause()});
  }
  const bool alarming = !outcome && (outcome.error().code() == ErrorCode::kInternal ||
                                     outcome.error().code() == ErrorCode::kDataLoss);
  Log(alarming ? LogLevel::kError : LogLevel::kInfo, "call", fields);
}

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return {};
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

grpc::ByteBuffer ToBuffer(const StreamMessage& message) {
  const std::string& bytes = message.bytes();
  const grpc::Slice slice(
      const_cast<char*>(bytes.data()), bytes.size(),  // gRPC does not write to it
      [](void* kept) { delete static_cast<StreamMessage*>(kept); }, new StreamMessage(message));
  return {&slice, 1};
}

}  // namespace sinergi
