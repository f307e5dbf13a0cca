#include "services/cli/failure.h"

namespace sinergi::cli {
namespace {

Failure Local(int exit_code, const Message& message, const Variables& variables) {
  Failure failure;
  failure.exit_code = exit_code;
  failure.error.english = Fill(message, Language::kEnglish, variables);
  failure.error.indonesian = Fill(message, Language::kIndonesian, variables);
  return failure;
}

bool NoAnswerCame(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

}  // namespace

Failure UsageFailure(const Message& message, const Variables& variables) {
  return Local(kUsage, message, variables);
}

Failure LocalFailure(const Message& message, const Variables& variables) {
  return Local(kRefused, message, variables);
}

Failure FailureOf(const Error& error) {
  Failure failure;
  failure.error.reason = error.reason().name;
  failure.error.english = error.Text(Language::kEnglish);
  failure.error.indonesian = error.Text(Language::kIndonesian);
  return failure;
}

Failure FailureOf(const grpc::Status& status, std::string trace_id) {
  const int exit_code = NoAnswerCame(status) ? kUnreachable : kRefused;
  return {exit_code, FromGrpcStatus(status), std::move(trace_id), {}};
}

}  // namespace sinergi::cli
