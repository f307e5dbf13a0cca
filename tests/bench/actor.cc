#include "tests/bench/actor.h"

#include "common/identity/development_issuer.h"
#include "common/ids/uuid.h"
#include "common/time/clock.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {

std::string TokenOf(const std::filesystem::path& data, const std::string& role,
                    const std::string& facility) {
  const auto issuer = DevelopmentIssuer::Open(data / "development-key.json");
  if (!issuer) Fail(issuer.error().Text(Language::kEnglish));
  const Caller caller{role + "@" + kOffice, {role}, kOffice, facility, {}, "rehabilitasi"};
  const auto token = (*issuer)->Issue(caller, SystemClock().Now(), std::chrono::hours(1));
  if (!token) Fail(token.error().Text(Language::kEnglish));
  return *token;
}

void Prepare(grpc::ClientContext& context, const std::string& token) {
  context.AddMetadata("authorization", "Bearer " + token);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
}

std::string NewRequestId() { return Uuid::Make(SystemClock().Now()).ToString(); }

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  auto channel = grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
  const auto limit = std::chrono::system_clock::now() + std::chrono::seconds(10);
  if (!channel->WaitForConnected(limit)) Fail(address + " cannot be reached");
  return channel;
}

}  // namespace sinergi::bench
