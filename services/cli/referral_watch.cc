#include "services/cli/referral_watch.h"

#include <cstdio>

#include "services/cli/interruption.h"
#include "services/cli/referral_view.h"
#include "services/cli/resuming_stream.h"
#include "services/cli/short_names.h"
#include "services/cli/step_messages.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::ReferralsService;
using referrals::v1::WatchReferralsResponse;

struct ReferralWatchOptions {
  std::string token;
  std::int64_t count = 0;
};

std::string TokenAfter(const WatchReferralsResponse& message) {
  return message.bookmark().resume_token();
}

void Print(Session& session, const WatchReferralsResponse& message) {
  const Output& output = session.output();
  if (output.json()) return output.Write(ToJson(message, false));
  if (!message.has_referral()) return;
  output.Write(DescribeInLine(session, message.referral()) + "\n");
}

// Beside the referrals, so that they alone are on standard output.
void Note(const Session& session, const Message& message) {
  if (session.output().json()) return;
  std::fputs((session.output().Text(message) + "\n").c_str(), stderr);
}

Ending Watch(Session& session, const ReferralWatchOptions& options) {
  Interruption interruption;
  const Connection& connection = session.connection();
  ResumingStream<WatchReferralsResponse> stream(
      connection,
      [&connection](grpc::ClientContext& context, const std::string& token) {
        referrals::v1::WatchReferralsRequest request;
        request.set_resume_token(token);
        ReferralsService::Stub stub(connection.ChannelOf("referrals"));
        return stub.WatchReferrals(&context, request);
      },
      TokenAfter, options.token);
  const std::jthread on_signal = interruption.Call([&stream] { stream.Stop(); });
  std::int64_t seen = 0;
  bool complete = !options.token.empty();
  const auto take = [&](const WatchReferralsResponse& message) {
    Print(session, message);
    if (!complete && message.bookmark().snapshot_complete()) {
      complete = true;
      Note(session, messages::kAllThere);
    }
    return !message.has_referral() || ++seen != options.count;
  };
  return stream.Run(take, [&](const grpc::Status&) { Note(session, messages::kLineLost); });
}

}  // namespace

void AddReferralWatch(CommandLine& line, Command group) {
  const auto options = std::make_shared<ReferralWatchOptions>();
  const Command watch =
      line.AddCommand(group, "watch", help::kReferralWatch,
                      "  sinergi referral watch\n"
                      "  sinergi referral watch --json --from-token TOKEN\n",
                      [options](Session& session) { return Watch(session, *options); });
  watch.Add("--from-token", options->token, help::kReferralWatchToken);
  watch.AddNumber("--count", options->count, {1, 1'000'000'000}, help::kReferralWatchCount);
}

}  // namespace sinergi::cli
