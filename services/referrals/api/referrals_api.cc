#include "services/referrals/api/referrals_api.h"

#include <charconv>
#include <limits>

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/api/person_proto.h"
#include "services/referrals/api/referral_filter.h"
#include "services/referrals/api/referral_proto.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

const std::string kWaiting = "waiting";  // of page tokens of what waits

}  // namespace

template <class Request>
void ReferralsApi::Serve(const std::string& name,
                         Answer (ReferralsApi::*method)(const Call&, const Request&)) {
  service_.Unary<Request>(name, [this, method](const Call& call, const Request& request) {
    return (this->*method)(call, request);
  });
}

template <class Request>
void ReferralsApi::ServeKept(const std::string& name,
                             void (ReferralsApi::*method)(const Call&, const Request&,
                                                          RpcService::KeptAnswer)) {
  service_.LookFirst<Request>(
      name, [this, method](const Call& call, const Request& request, RpcService::KeptAnswer done) {
        (this->*method)(call, request, std::move(done));
      });
}

ReferralsApi::ReferralsApi(const Dependencies& dependencies) : use_(dependencies) {
  Serve("CreateReferral", &ReferralsApi::CreateReferral);
  Serve("GetReferral", &ReferralsApi::GetReferral);
  Serve("ListReferrals", &ReferralsApi::ListReferrals);
  Serve("ListWaitingReferrals", &ReferralsApi::ListWaitingReferrals);
  Serve("FindReferralsByNik", &ReferralsApi::FindReferralsByNik);
  ServeKept("GetReferral", &ReferralsApi::FindKeptReferral);
}

ReferralsApi::Answer ReferralsApi::CreateReferral(const Call& call,
                                                  const v1::CreateReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const Instant now = use_.clock.Now();
  const auto command = FromProto(request, use_.regions, {use_.offices, use_.longest_consent}, now);
  if (!command) return command.error();
  const auto today = LocalDay(now, Regions::ZoneOf(command->region));
  const auto answer = [&](const Referral& referral) {
    v1::CreateReferralResponse response;
    *response.mutable_referral() = ToProto(referral);
    for (auto& warning : WarningsAbout(command->person, use_.regions, today)) {
      *response.add_warnings() = std::move(warning);
    }
    return response.SerializeAsString();
  };
  return use_.referrals.Create(ContextOf(call), *change, *command, answer);
}

ReferralsApi::Answer ReferralsApi::GetReferral(const Call& call,
                                               const v1::GetReferralRequest& request) {
  FieldChecks checks;
  const bool by_reference = request.referral_id().empty() && !request.reference().empty();
  const auto reference = ReferralReference::Parse(request.reference());
  ReferralId id;
  if (by_reference) {
    if (!reference) checks.Violated("reference", reasons::kReferenceMalformed);
  } else {
    id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  }
  if (auto done = checks.Done(); !done) return done.error();
  const auto answer = ReferralIn<v1::GetReferralResponse>();
  if (!by_reference) return use_.referrals.Get(ContextOf(call), id, answer);
  const auto found = use_.referrals.Get(ContextOf(call), *reference);
  if (!found) return found.error();
  return answer(*found);
}

void ReferralsApi::FindKeptReferral(const Call& call, const v1::GetReferralRequest& request,
                                    RpcService::KeptAnswer done) {
  const auto id = ReferralId::Parse(request.referral_id());
  if (!id) return done(std::nullopt);
  use_.referrals.FindKept(call.caller, *id, std::move(done));
}

ReferralsApi::Answer ReferralsApi::ListReferrals(const Call& call,
                                                 const v1::ListReferralsRequest& request) {
  const std::string filter = std::to_string(request.state()) + "\n" + request.filter();
  auto query = QueryOf(call, request, filter);
  if (!query) return query.error();
  query->limit -= 1;
  auto wish = ReadFilter(request.filter());
  if (!wish) return wish.error();
  FieldChecks checks;
  query->state = OptionalEnum<ReferralState>(checks, "state", request.state(), kReferralStates);
  if (auto done = checks.Done(); !done) return done.error();
  auto passes = std::move(wish->passes);
  query->area = wish->area;
  if (query->state && wish->state && query->state != wish->state) return std::string();
  if (!query->state) query->state = wish->state;
  if (query->area && query->state) {  // the index of the area knows no states
    passes = [state = *query->state, others = std::move(passes)](const ReferralData& data) {
      return data.state == state && (!others || others(data));
    };
  }
  const auto page = use_.referrals.List(ContextOf(call), *query, passes);
  if (!page) return page.error();
  v1::ListReferralsResponse response;
  for (const Referral& referral : page->referrals) *response.add_referrals() = ToProto(referral);
  if (page->more) {
    response.set_next_page_token(use_.page_tokens.Make(
        call, filter, std::to_string(page->last_created) + "\n" + page->last_id));
  }
  return response.SerializeAsString();
}

ReferralsApi::Answer ReferralsApi::ListWaitingReferrals(
    const Call& call, const v1::ListWaitingReferralsRequest& request) {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  const auto place = use_.page_tokens.Read(call, kWaiting, request.page_token());
  if (!place) return place.error();
  WaitingQuery query;
  query.limit = *size + 1;
  const auto [due, id] = SplitPlace(*place);
  std::from_chars(due.data(), due.data() + due.size(), query.after_due);
  query.after_id = id;
  auto found = use_.referrals.ListWaiting(ContextOf(call), query);
  if (!found) return found.error();
  v1::ListWaitingReferralsResponse response;
  if (std::ssize(*found) == query.limit) {
    found->pop_back();
    const ReferralData& last = found->back().data();
    const std::int64_t due_us = last.due ? ToMicroseconds(last.due->time) : 0;
    response.set_next_page_token(
        use_.page_tokens.Make(call, kWaiting, std::to_string(due_us) + "\n" + last.id.ToString()));
  }
  for (const Referral& referral : *found) *response.add_referrals() = ToProto(referral);
  return response.SerializeAsString();
}

ReferralsApi::Answer ReferralsApi::FindReferralsByNik(
    const Call& call, const v1::FindReferralsByNikRequest& request) {
  FieldChecks checks;
  const auto nik = CheckedNik(checks, "nik", request.nik());
  if (auto done = checks.Done(); !done) return done.error();
  const auto query = QueryOf(call, request, request.nik());
  if (!query) return query.error();
  return Page<v1::FindReferralsByNikResponse>(
      call, request.nik(), *query, use_.referrals.ListOfNik(ContextOf(call), *nik, *query));
}

// Where a page of referrals begins, and one more than it may hold.
template <class Request>
Result<ReferralQuery> ReferralsApi::QueryOf(const Call& call, const Request& request,
                                            const std::string& filter) const {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  const auto place = use_.page_tokens.Read(call, filter, request.page_token());
  if (!place) return place.error();
  ReferralQuery query;
  query.limit = *size + 1;
  query.before_created = std::numeric_limits<std::int64_t>::max();
  if (place->empty()) return query;
  const auto [created, id] = SplitPlace(*place);
  std::from_chars(created.data(), created.data() + created.size(), query.before_created);
  query.before_id = id;
  return query;
}

template <class Response>
ReferralsApi::Answer ReferralsApi::Page(const Call& call, const std::string& filter,
                                        const ReferralQuery& query,
                                        Result<std::vector<Referral>> found) const {
  if (!found) return found.error();
  Response response;
  if (std::ssize(*found) == query.limit) {
    found->pop_back();
    const ReferralData& last = found->back().data();
    response.set_next_page_token(use_.page_tokens.Make(
        call, filter, std::to_string(ToMicroseconds(last.created)) + "\n" + last.id.ToString()));
  }
  for (const Referral& referral : *found) *response.add_referrals() = ToProto(referral);
  return response.SerializeAsString();
}

}  // namespace sinergi::referrals
