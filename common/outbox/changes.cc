#include "common/outbox/changes.h"

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr Statement kClaim{R"sql(
  INSERT INTO request_ids (caller, method, request_id, content_hash, created_at)
  VALUES ($1, $2, $3, $4, $5))sql"};

constexpr Statement kAnswer{R"sql(
  UPDATE request_ids SET answer = $4 WHERE caller = $1 AND method = $2 AND request_id = $3)sql"};

constexpr Statement kFind{R"sql(
  SELECT content_hash, answer FROM request_ids
  WHERE caller = $1 AND method = $2 AND request_id = $3)sql"};

}  // namespace

Changes::Changes(Database& database, const Clock& clock, std::function<void()> committed)
    : database_(database), clock_(clock), committed_(std::move(committed)) {}

Result<std::string> Changes::Once(const ChangeRequest& request, const Terms& terms,
                                  const Change& change) {
  auto answer = Attempt(request, terms, change);
  // The commit may have happened though its confirmation was lost: then the claim collides.
  if (!answer && answer.error().code() == ErrorCode::kUnavailable && !terms.deadline.Passed()) {
    answer = Attempt(request, terms, change);
  }
  if (!answer && Violates(answer.error(), "request_ids_pkey")) {
    return FirstAnswer(request, terms.deadline);
  }
  return answer;
}

Result<std::string> Changes::Attempt(const ChangeRequest& request, const Terms& terms,
                                     const Change& change) {
  std::string answer;
  const Status done = database_.Transact(terms, [&](Transaction& tx) -> Status {
    tx.Execute(kClaim, {request.caller, request.method, request.request_id,
                        Blob{request.content_hash}, ToMicroseconds(clock_.Now())});
    auto made = change(tx);
    if (!made) return made.error();
    answer = *std::move(made);
    tx.Execute(kAnswer, {request.caller, request.method, request.request_id, Blob{answer}});
    return Status::Ok();
  });
  if (!done) return done.error();
  committed_();
  return answer;
}

Result<std::string> Changes::FirstAnswer(const ChangeRequest& request, Deadline deadline) {
  const auto rows =
      database_.Query(deadline, kFind, {request.caller, request.method, request.request_id});
  if (!rows) return rows.error();
  if (rows->empty()) return Error::Of(reasons::kUnavailable).Because("request_ids row vanished");
  if (rows->front().Bytes(0) != request.content_hash) {
    return Error::Invalid({{"request_id", &reasons::kRequestIdReused, {}}});
  }
  committed_();  // the first answer may have been lost before anybody was told
  return rows->front().Bytes(1);
}

}  // namespace sinergi
