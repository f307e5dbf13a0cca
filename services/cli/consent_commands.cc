#include "services/cli/command_line.h"
#include "services/cli/referral_view.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;

struct RecordOptions {
  std::string word;
  std::string etag;
  std::string giver;
  std::string form = "written";
  std::string purpose = "care";
  std::vector<std::string> facilities;
  std::vector<std::string> offices;
};

struct RevokeOptions {
  std::string word;
  std::string etag;
  std::string reason = "withdrawn";
};

struct ConsentListOptions {
  std::string word;
  PageOptions page;
};

Ending SetTerms(Session& session, const RecordOptions& options, referrals::v1::NewConsent& terms) {
  const auto giver = ReadEnum<referrals::v1::ConsentGiver>("--given-by", options.giver);
  if (!giver) return giver.failure();
  const auto form = ReadEnum<referrals::v1::ConsentForm>("--form", options.form);
  if (!form) return form.failure();
  const auto purpose = ReadEnum<referrals::v1::ConsentPurpose>("--purpose", options.purpose);
  if (!purpose) return purpose.failure();
  terms.set_giver(*giver);
  terms.set_form(*form);
  terms.set_purpose(*purpose);
  for (const std::string& word : options.facilities) {
    const auto id = FacilityId(session, word);
    if (!id) return id.failure();
    terms.add_facility_ids(*id);
  }
  for (const std::string& code : options.offices) terms.add_offices(code);
  return {};
}

Ending Record(Session& session, const RecordOptions& options) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  referrals::v1::RecordConsentRequest request;
  request.set_referral_id(*id);
  request.set_etag(options.etag);
  if (auto failed = SetTerms(session, options, *request.mutable_consent())) return *failed;
  const auto got = session.Call(&ReferralsService::Stub::RecordConsent, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->referral()); });
  return {};
}

Ending Revoke(Session& session, const RevokeOptions& options) {
  const auto reason = ReadEnum<referrals::v1::ConsentRevocationReason>("--reason", options.reason);
  if (!reason) return reason.failure();
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  referrals::v1::RevokeConsentRequest request;
  request.set_referral_id(*id);
  request.set_etag(options.etag);
  request.set_reason(*reason);
  const auto got = session.Call(&ReferralsService::Stub::RevokeConsent, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->referral()); });
  return {};
}

Ending List(Session& session, const ConsentListOptions& options) {
  const auto id = ReferralId(session, options.word);
  if (!id) return id.failure();
  referrals::v1::ListConsentsRequest request;
  request.set_referral_id(*id);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::ListConsents, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

}  // namespace

void AddConsentCommands(CommandLine& line) {
  Command group = line.AddGroup("consent", help::kConsentGroup);
  const auto recorded = std::make_shared<RecordOptions>();
  Command record =
      line.AddCommand(group, "record", help::kConsentRecord,
                      "  sinergi consent record RJ-7K3M-9Q2F --given-by guardian --form written\n",
                      [recorded](Session& session) { return Record(session, *recorded); });
  record.Add("referral", recorded->word, help::kReferralWord).Required();
  record.Add("--given-by", recorded->giver, help::kGivenBy).Required();
  record.Add("--form", recorded->form, help::kConsentForm).ShowDefault();
  record.Add("--purpose", recorded->purpose, help::kPurpose).ShowDefault();
  record.AddSeveral("--for-facility", recorded->facilities, help::kForFacility);
  record.AddSeveral("--for-office", recorded->offices, help::kForOffice);
  record.Add("--etag", recorded->etag, help::kEtag);
  const auto revoked = std::make_shared<RevokeOptions>();
  Command revoke =
      line.AddCommand(group, "revoke", help::kConsentRevoke,
                      "  sinergi consent revoke RJ-7K3M-9Q2F --reason withdrawn\n",
                      [revoked](Session& session) { return Revoke(session, *revoked); });
  revoke.Add("referral", revoked->word, help::kReferralWord).Required();
  revoke.Add("--reason", revoked->reason, help::kRevocation).ShowDefault();
  revoke.Add("--etag", revoked->etag, help::kEtag);
  const auto listed = std::make_shared<ConsentListOptions>();
  Command list =
      line.AddCommand(group, "list", help::kConsentList, "  sinergi consent list RJ-7K3M-9Q2F\n",
                      [listed](Session& session) { return List(session, *listed); });
  list.Add("referral", listed->word, help::kReferralWord).Required();
  list.AddPage(listed->page);
}

}  // namespace sinergi::cli
