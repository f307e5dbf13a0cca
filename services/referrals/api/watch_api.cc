#include "services/referrals/api/watch_api.h"

#include "services/referrals/api/answers.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

// The watch as messages: referrals, and a bookmark after each turn that had any, when the snapshot
// is complete, and when nothing was sent for a while.
class WatchStream final : public StreamSource {
 public:
  using MakeToken = std::function<std::string(const WatchPlace&)>;

  WatchStream(ReferralWatch watch, const Clock& clock, std::chrono::milliseconds heartbeat,
              MakeToken make_token, std::function<void()> wake)
      : watch_(std::move(watch)),
        clock_(clock),
        heartbeat_(heartbeat),
        make_token_(std::move(make_token)),
        wake_(std::move(wake)) {}

  Result<std::vector<StreamMessage>> Next() override {
    const bool was_complete = watch_.is_complete();
    const WatchPlace before = watch_.place();
    const auto referrals = watch_.Next();
    if (!referrals) return referrals.error();
    std::vector<StreamMessage> messages;
    for (const Referral& referral : *referrals) {
      v1::WatchReferralsResponse response;
      *response.mutable_referral() = ToProto(referral);
      messages.emplace_back(response.SerializeAsString());
    }
    const Instant now = clock_.Now();
    const bool long_ago = now < last_sent_ || now - last_sent_ >= heartbeat_;
    if (!messages.empty() || was_complete != watch_.is_complete() || long_ago) {
      messages.emplace_back(Bookmark());
      last_sent_ = now;
    } else if (watch_.place() != before) {
      wake_();  // what it has read concerned others: it goes on in a turn of its own
    }
    return messages;
  }

 private:
  std::string Bookmark() const {
    v1::WatchReferralsResponse response;
    response.mutable_bookmark()->set_resume_token(make_token_(watch_.place()));
    response.mutable_bookmark()->set_snapshot_complete(watch_.is_complete());
    return response.SerializeAsString();
  }

  ReferralWatch watch_;
  const Clock& clock_;
  const std::chrono::milliseconds heartbeat_;
  const MakeToken make_token_;
  const std::function<void()> wake_;
  Instant last_sent_;
};

}  // namespace

WatchApi::WatchApi(Dependencies dependencies, RpcService& service)
    : use_(std::move(dependencies)), tokens_(use_.sealer, use_.clock, use_.token_lifetime) {
  service.Stream<v1::WatchReferralsRequest>(
      "WatchReferrals",
      [this](const Call& call, const v1::WatchReferralsRequest& request,
             std::function<void()> wake) { return Watch(call, request, std::move(wake)); });
}

Result<std::unique_ptr<StreamSource>> WatchApi::Watch(const Call& call,
                                                      const v1::WatchReferralsRequest& request,
                                                      std::function<void()> wake) const {
  auto place = PlaceOf(call, request.resume_token());
  if (!place) return place.error();
  const auto make_token = [this, call](const WatchPlace& at) {
    return tokens_.Make(call, use_.epoch, at.ToString());
  };
  return std::unique_ptr<StreamSource>(std::make_unique<WatchStream>(
      ReferralWatch(use_.database, ContextOf(call), *std::move(place)), use_.clock, use_.heartbeat,
      make_token, std::move(wake)));
}

Result<WatchPlace> WatchApi::PlaceOf(const Call& call, const std::string& token) const {
  if (token.empty()) return ReferralWatch::Begin(use_.database, call.deadline);
  const auto text = tokens_.Read(call, use_.epoch, token);
  const auto place = text ? WatchPlace::Parse(*text) : std::nullopt;
  if (!place) return Error::Invalid({{"resume_token", &reasons::kWatchTokenInvalid, {}}});
  if (auto kept = ReferralWatch::CheckKept(use_.database, call.deadline, *place); !kept) {
    return kept.error();
  }
  return *place;
}

}  // namespace sinergi::referrals
