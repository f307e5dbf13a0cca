#include "common/rpc/grpc_status.h"

#include <array>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace sinergi {
namespace {

constexpr std::array<std::pair<ErrorCode, grpc::StatusCode>, 14> kCodes{{
    {ErrorCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT},
    {ErrorCode::kUnauthenticated, grpc::StatusCode::UNAUTHENTICATED},
    {ErrorCode::kPermissionDenied, grpc::StatusCode::PERMISSION_DENIED},
    {ErrorCode::kNotFound, grpc::StatusCode::NOT_FOUND},
    {ErrorCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS},
    {ErrorCode::kFailedPrecondition, grpc::StatusCode::FAILED_PRECONDITION},
    {ErrorCode::kAborted, grpc::StatusCode::ABORTED},
    {ErrorCode::kOutOfRange, grpc::StatusCode::OUT_OF_RANGE},
    {ErrorCode::kResourceExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED},
    {ErrorCode::kCancelled, grpc::StatusCode::CANCELLED},
    {ErrorCode::kDeadlineExceeded, grpc::StatusCode::DEADLINE_EXCEEDED},
    {ErrorCode::kUnavailable, grpc::StatusCode::UNAVAILABLE},
    {ErrorCode::kDataLoss, grpc::StatusCode::DATA_LOSS},
    {ErrorCode::kInternal, grpc::StatusCode::INTERNAL},
}};

// A client takes 8 KiB of trailers, all in all; beyond that it loses the whole answer. So what
// callers can make long is cut.
constexpr std::size_t kLongestText = 600;
constexpr std::size_t kLongestValue = 200;
constexpr std::size_t kMostViolationBytes = 2000;

std::string Shortened(const std::string& text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

grpc::StatusCode ToGrpcCode(ErrorCode code) {
  return kCodes[static_cast<std::size_t>(code)].second;
}

ErrorCode FromGrpcCode(grpc::StatusCode code) {
  for (const auto& [ours, theirs] : kCodes) {
    if (theirs == code) return ours;
  }
  return ErrorCode::kInternal;
}

void AddBadRequest(const Error& error, google::rpc::Status& status) {
  if (error.violations().empty()) return;
  google::rpc::BadRequest details;
  for (const FieldViolation& violation : error.violations()) {
    if (details.ByteSizeLong() > kMostViolationBytes) break;
    auto* field = details.add_field_violations();
    field->set_field(violation.field);
    field->set_description(Shortened(violation.Text(Language::kEnglish), kLongestValue));
  }
  status.add_details()->PackFrom(details);
}

void AddRetryInfo(const Error& error, google::rpc::Status& status) {
  if (!error.retry_after()) return;
  google::rpc::RetryInfo details;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*error.retry_after());
  details.mutable_retry_delay()->set_seconds(seconds.count());
  details.mutable_retry_delay()->set_nanos(
      static_cast<int>(std::chrono::nanoseconds(*error.retry_after() - seconds).count()));
  status.add_details()->PackFrom(details);
}

void ReadDetail(const google::protobuf::Any& detail, RemoteError& error) {
  google::rpc::ErrorInfo info;
  google::rpc::LocalizedMessage localized;
  google::rpc::BadRequest bad;
  if (detail.UnpackTo(&info)) {
    error.reason = info.reason();
    error.domain = info.domain();
    for (const auto& [name, value] : info.metadata()) error.variables.emplace_back(name, value);
  } else if (detail.UnpackTo(&localized)) {
    if (localized.locale() == "id") error.indonesian = localized.message();
  } else if (detail.UnpackTo(&bad)) {
    for (const auto& field : bad.field_violations()) {
      error.violations.emplace_back(field.field(), field.description());
    }
  }
}

}  // namespace

grpc::Status ToGrpcStatus(const Error& error) {
  google::rpc::Status status;
  status.set_code(ToGrpcCode(error.code()));
  status.set_message(Shortened(error.Text(Language::kEnglish), kLongestText));
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(error.reason().name));
  info.set_domain(std::string(kErrorDomain));
  for (const auto& [name, value] : error.variables()) {
    (*info.mutable_metadata())[name] = Shortened(value, kLongestValue);
  }
  status.add_details()->PackFrom(info);
  AddBadRequest(error, status);
  AddRetryInfo(error, status);
  google::rpc::LocalizedMessage localized;
  localized.set_locale("id");
  localized.set_message(Shortened(error.Text(Language::kIndonesian), kLongestText));
  status.add_details()->PackFrom(localized);
  return {ToGrpcCode(error.code()), status.message(), status.SerializeAsString()};
}

RemoteError FromGrpcStatus(const grpc::Status& status) {
  RemoteError error;
  const ErrorCode code = FromGrpcCode(status.error_code());
  error.code =
      status.error_code() == grpc::StatusCode::UNIMPLEMENTED ? "UNIMPLEMENTED" : CodeName(code);
  error.retryable = IsRetryable(code);
  error.english = status.error_message();
  google::rpc::Status details;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& detail : details.details()) ReadDetail(detail, error);
  }
  return error;
}

}  // namespace sinergi
