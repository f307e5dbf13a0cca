#pragma once

#include <memory>
#include <string>

#include "services/cli/demo_narrator.h"
#include "services/cli/demo_watcher.h"
#include "services/cli/session.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// A referral that nobody answers: reminded of, overdue, escalated, given to another clinic, and its
// loop closed all the same. Against a server whose urgent answers are due within seconds.
class SilenceStory {
 public:
  explicit SilenceStory(Session& session) : session_(session), narrator_(session.output()) {}

  Ending Play();

 private:
  using Referral = referrals::v1::Referral;

  Ending FindPlaces();
  Ending OpenLine();
  Ending SendIntoSilence();
  Ending WaitForEscalation();
  Ending GiveToAnother();
  Ending CloseLoop();

  Answer<std::unique_ptr<Connection>> Enter(const std::string& role, const std::string& office,
                                            const std::string& facility = {}) const;
  Answer<referrals::v1::Facility> Find(const Connection& officer,
                                       const referrals::v1::RegisterFacilityRequest& wished);
  Ending Expect(const char* event);

  // Names the referral, makes the call as that one, and expects the event.
  template <class Method, class Request>
  Ending Take(const Connection& actor, Method method, Request request, const char* event);

  Session& session_;
  Narrator narrator_;
  referrals::v1::Facility unit_;
  referrals::v1::Facility silent_;
  referrals::v1::Facility other_;
  Referral referral_;
  std::unique_ptr<Connection> officer_;  // of BNNK Ciamis
  std::unique_ptr<Connection> above_;    // of BNNP Jawa Barat
  std::unique_ptr<Watcher> watcher_;     // ends before the officer's connection
};

}  // namespace sinergi::cli
