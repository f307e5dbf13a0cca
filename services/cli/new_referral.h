#pragma once

#include <string>
#include <vector>

#include "services/cli/command_line.h"
#include "services/cli/screening_options.h"
#include "services/cli/session.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// Everything that makes a new referral.
struct NewReferral {
  std::string sender;
  std::string receiver;
  std::string area;
  std::string service;
  std::string priority = "routine";
  std::string person_file;
  std::string name;
  std::string nik;
  std::string phone;
  std::string note;
  std::string giver;
  std::string form = "written";
  std::string replaces;
  std::string part_of;
  std::string route_reason;
  std::string basis;
  std::string document;
  std::vector<std::string> candidates;
  ScreeningOptions screening;

  // The first option that belongs to a new referral only; empty when none was given.
  std::string Given() const;
};

// Adds its options to a command.
void AddNewReferral(Command command, NewReferral& options);

// Prepares it as a draft.
Answer<referrals::v1::CreateReferralResponse> CreateNew(Session& session,
                                                        const NewReferral& options);

}  // namespace sinergi::cli
