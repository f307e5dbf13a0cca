#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "services/cli/demo_narrator.h"
#include "services/cli/demo_watcher.h"
#include "services/cli/session.h"
#include "sinergi/reference/v1/reference_service.pb.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// The demonstration, chapter by chapter. Each ends with a failure when something that it shows is
// not so. May be played any number of times against the same server.
class Story {
 public:
  explicit Story(Session& session);

  Ending Play();

 private:
  using Milliseconds = std::chrono::milliseconds;
  using Referral = referrals::v1::Referral;

  // Chapters.
  Ending ShowVillage();
  Ending FindPlaces();
  Ending OpenLine();
  Ending CloseLoop();
  Ending RefuseBehindCutLine();
  Ending WithdrawConsent();
  Ending AskWrongly();
  Ending GiveAccount();

  // Scenes of the chapters about referrals.
  Answer<Referral> CreateAndSend(int which);
  Ending Receive(const Referral& referral);
  Ending Complete(const Referral& referral);
  Ending ReadOutcome(const Referral& referral);
  Ending Reject(const Referral& referral);
  Ending Resume(const Referral& referral);
  Ending Replay();
  Answer<int> CountWithheld();
  Ending Mistype();
  Ending LookFromOutside();

  // Somebody of the office, or of a facility, with a token of their own.
  Answer<std::unique_ptr<Connection>> Enter(const std::string& role, const std::string& office,
                                            const std::string& facility = {}) const;

  // The clinic takes a step, which the stream must show.
  template <class Method, class Request>
  Ending Take(const Message& told, Method method, Request request, const char* event,
              const Referral& referral);

  // The stream must show that event of that referral.
  Ending Expect(const char* event, const Referral& referral);

  // A failure that names `what` unless it holds.
  Ending Hold(bool holds, const Message& what) const;
  Ending CheckNumbers() const;
  Ending CheckPrivacy() const;
  referrals::v1::CreateReferralRequest NewReferral(int which) const;

  Session& session_;
  Narrator narrator_;
  const std::chrono::steady_clock::time_point began_;
  reference::v1::GetRegionResponse village_;
  referrals::v1::Facility unit_;
  referrals::v1::Facility clinic_;
  std::string closed_reference_;
  Referral refused_;
  std::string first_token_;
  std::int64_t first_number_ = 0;
  std::string token_of_gap_;
  std::int64_t number_before_gap_ = 0;
  std::unique_ptr<Connection> officer_;
  std::unique_ptr<Connection> agent_;
  std::unique_ptr<Connection> clinician_;
  std::unique_ptr<Watcher> watcher_;  // ends before the officer's connection
};

}  // namespace sinergi::cli
