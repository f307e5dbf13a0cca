#include "common/rpc/grpc_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "common/result/reasons.h"
#include "common/result/utf8.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

// How many details of each type an answer has, by the type's full name.
std::map<std::string, int> DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  std::map<std::string, int> counts;
  for (const auto& detail : details.details()) {
    ++counts[detail.type_url().substr(detail.type_url().find('/') + 1)];
  }
  return counts;
}

template <class Detail>
Detail Find(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  Detail found;
  const bool any = std::any_of(details.details().begin(), details.details().end(),
                               [&](const auto& detail) { return detail.UnpackTo(&found); });
  EXPECT_TRUE(any);
  return found;
}

class EveryCode : public ::testing::TestWithParam<std::pair<ErrorCode, grpc::StatusCode>> {
 protected:
  const ErrorCode code_ = GetParam().first;
  const Reason reason_{code_, "FOR_A_TEST", "For {whom}.", "Untuk {whom}."};
};

TEST_P(EveryCode, GoesOverTheWireAndComesBackWithOneOfEachDetail) {
  const auto status = ToGrpcStatus(Error::Of(reason_, {{"whom", "Sari"}}));
  EXPECT_THAT(DetailsOf(status),
              ElementsAre(Pair("google.rpc.ErrorInfo", 1), Pair("google.rpc.LocalizedMessage", 1)));
  EXPECT_EQ(status.error_code(), GetParam().second);
  const RemoteError error = FromGrpcStatus(status);
  EXPECT_EQ(error.code, CodeName(code_));
  EXPECT_EQ(error.reason, "FOR_A_TEST");
  EXPECT_EQ(error.domain, "sinergi.bnn.go.id");
  EXPECT_EQ(error.english, "For Sari.");
  EXPECT_EQ(error.indonesian, "Untuk Sari.");
  EXPECT_EQ(error.variables, (Variables{{"whom", "Sari"}}));
  EXPECT_EQ(error.retryable, IsRetryable(code_));
}

INSTANTIATE_TEST_SUITE_P(
    Of, EveryCode,
    ::testing::Values(
        std::pair(ErrorCode::kInvalidArgument, grpc::StatusCode::INVALID_ARGUMENT),
        std::pair(ErrorCode::kUnauthenticated, grpc::StatusCode::UNAUTHENTICATED),
        std::pair(ErrorCode::kPermissionDenied, grpc::StatusCode::PERMISSION_DENIED),
        std::pair(ErrorCode::kNotFound, grpc::StatusCode::NOT_FOUND),
        std::pair(ErrorCode::kAlreadyExists, grpc::StatusCode::ALREADY_EXISTS),
        std::pair(ErrorCode::kFailedPrecondition, grpc::StatusCode::FAILED_PRECONDITION),
        std::pair(ErrorCode::kAborted, grpc::StatusCode::ABORTED),
        std::pair(ErrorCode::kOutOfRange, grpc::StatusCode::OUT_OF_RANGE),
        std::pair(ErrorCode::kResourceExhausted, grpc::StatusCode::RESOURCE_EXHAUSTED),
        std::pair(ErrorCode::kCancelled, grpc::StatusCode::CANCELLED),
        std::pair(ErrorCode::kDeadlineExceeded, grpc::StatusCode::DEADLINE_EXCEEDED),
        std::pair(ErrorCode::kUnavailable, grpc::StatusCode::UNAVAILABLE),
        std::pair(ErrorCode::kDataLoss, grpc::StatusCode::DATA_LOSS),
        std::pair(ErrorCode::kInternal, grpc::StatusCode::INTERNAL)),
    [](const auto& of) { return std::string(CodeName(of.param.first)); });

TEST(GrpcStatusTest, ABadRequestNamesEveryField) {
  const auto status = ToGrpcStatus(
      Error::Invalid({{"name", &reasons::kFieldRequired, {}},
                      {"person.nik", &reasons::kFieldTooLong, {{"length", "9"}, {"limit", "5"}}}}));
  EXPECT_EQ(DetailsOf(status)["google.rpc.BadRequest"], 1);
  EXPECT_EQ(DetailsOf(status)["google.rpc.ErrorInfo"], 1);
  EXPECT_THAT(FromGrpcStatus(status).violations,
              ElementsAre(Pair("name", "is required and was not given."),
                          Pair("person.nik", "has 9 characters; at most 5 are allowed.")));
}

TEST(GrpcStatusTest, ADelayIsARetryInfo) {
  const auto status = ToGrpcStatus(Error::Of(reasons::kUnavailable).RetryAfter(milliseconds(1250)));
  const auto delay = Find<google::rpc::RetryInfo>(status).retry_delay();
  EXPECT_EQ(delay.seconds(), 1);
  EXPECT_EQ(delay.nanos(), 250'000'000);
}

TEST(GrpcStatusTest, TheSentenceForPeopleIsIndonesian) {
  const auto localized =
      Find<google::rpc::LocalizedMessage>(ToGrpcStatus(Error::Of(reasons::kInternal)));
  EXPECT_EQ(localized.locale(), "id");
  EXPECT_EQ(localized.message(), reasons::kInternal.indonesian);
}

TEST(GrpcStatusTest, TheCauseIsNowhere) {
  const auto status = ToGrpcStatus(Error::Of(reasons::kInternal).Because("row 4711"));
  EXPECT_EQ((status.error_message() + status.error_details()).find("4711"), std::string::npos);
}

TEST(GrpcStatusTest, WhatIsTooLongForAClientIsCutBetweenCharacters) {
  std::string value;
  while (value.size() < 10'000) value += "é";
  const auto status = ToGrpcStatus(Error::Invalid(
      std::vector<FieldViolation>(100, {"name", &reasons::kValueUnknown, {{"value", value}}})));
  EXPECT_LT(3 * status.error_message().size() + status.error_details().size(), 8000U);
  const auto error = FromGrpcStatus(status);
  EXPECT_TRUE(IsUtf8(error.english) && IsUtf8(error.variables.front().second));
  EXPECT_THAT(error.english, HasSubstr("…"));
}

TEST(GrpcStatusTest, AnAnswerOfSomebodyElseIsReadAsFarAsItGoes) {
  const auto error = FromGrpcStatus({grpc::StatusCode::UNIMPLEMENTED, "no such method"});
  EXPECT_EQ(error.code, "UNIMPLEMENTED");
  EXPECT_EQ(error.reason, "");
  EXPECT_EQ(error.english, "no such method");
  EXPECT_EQ(FromGrpcStatus({grpc::StatusCode::UNKNOWN, "", "\xff\xff"}).code, "INTERNAL");
}

}  // namespace
}  // namespace sinergi
