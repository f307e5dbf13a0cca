#include "services/cli/handover_commands.h"

#include "services/cli/referral_steps.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

namespace v1 = ::sinergi::referrals::v1;
using Stub = v1::ReferralsService::Stub;

struct HandoverOptions : StepOptions {
  std::string facility;
  std::string office;
  std::string route_reason;
};

Ending Reassign(Session& session, const HandoverOptions& options) {
  const auto receiver = FacilityId(session, options.facility);
  if (!receiver) return receiver.failure();
  const auto reason = ReadEnum<v1::RouteReason>("--route-reason", options.route_reason);
  if (!reason) return reason.failure();
  v1::ReassignReferralRequest request;
  request.set_route_reason(*reason);
  request.set_receiver_facility_id(*receiver);
  return TakeStep(session, options, &Stub::ReassignReferral, request);
}

Ending Transfer(Session& session, const HandoverOptions& options) {
  v1::TransferReferralRequest request;
  if (!options.facility.empty()) {
    const auto sender = FacilityId(session, options.facility);
    if (!sender) return sender.failure();
    request.set_sender_facility_id(*sender);
  }
  request.set_sender_office(options.office);
  return TakeStep(session, options, &Stub::TransferReferral, request);
}

Ending ListCandidates(Session& session, const StepOptions& options) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  v1::ListCandidatesRequest request;
  request.set_referral_id(*id);
  const auto got = session.Call(&Stub::ListCandidates, request);
  if (!got) return got.failure();
  const Output& output = session.output();
  output.Show(*got, [&] {
    Table table({output.Text(messages::kFacility), output.Text(messages::kOffice),
                 output.Text(messages::kState), output.Text(messages::kReason)});
    for (const v1::Candidate& each : got->candidates()) {
      const bool declined = each.state() == v1::CANDIDATE_STATE_DECLINED;
      table.Add({{each.facility_id()},
                 {each.office()},
                 {Label(each.state(), output.language()), Style::kBold},
                 {declined ? Label(each.reason(), output.language()) : ""}});
    }
    return output.Page(table, "");
  });
  return {};
}

}  // namespace

void AddHandovers(CommandLine& line, Command group) {
  const auto receiver = std::make_shared<HandoverOptions>();
  Command reassign = AddStep(line, group, "reassign", help::kReferralReassign,
                             " --to \"Klinik Utama BNNP Jawa Barat\"", receiver, Reassign);
  reassign.Add("--to", receiver->facility, help::kTo).Required();
  reassign.Add("--route-reason", receiver->route_reason, help::kRouteReason);
  const auto sender = std::make_shared<HandoverOptions>();
  Command transfer = AddStep(line, group, "transfer", help::kReferralTransfer,
                             " --office BNNK-CIAMIS", sender, Transfer);
  transfer.Add("--to", sender->facility, help::kTransferTo);
  transfer.Add("--office", sender->office, help::kTransferOffice);
  AddStep(line, group, "candidates", help::kReferralCandidates, "", std::make_shared<StepOptions>(),
          ListCandidates);
}

}  // namespace sinergi::cli
