#include "services/cli/resume_state.h"

#include <nlohmann/json.hpp>

#include "services/cli/private_file.h"

namespace sinergi::cli {
namespace {

using Json = nlohmann::ordered_json;

std::optional<ResumeState> Parse(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  for (const char* name : {"subscription_id", "resume_token"}) {
    if (!json.contains(name) || !json[name].is_string()) return std::nullopt;
  }
  for (const char* name : {"epoch", "number"}) {
    if (!json.contains(name) || !json[name].is_number_integer()) return std::nullopt;
  }
  return ResumeState{json["subscription_id"], json["resume_token"], json["epoch"], json["number"]};
}

}  // namespace

Answer<std::optional<ResumeState>> LoadResumeState(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return std::optional<ResumeState>();
  const auto text = ReadSmallFile(path);
  if (!text) return LocalFailure(messages::kFileUnreadable, {{"path", path.string()}});
  auto state = Parse(*text);
  if (!state) return LocalFailure(messages::kStateFileWrong, {{"path", path.string()}});
  return state;
}

Ending SaveResumeState(const std::filesystem::path& path, const ResumeState& state) {
  const Json json{{"subscription_id", state.subscription_id},
                  {"resume_token", state.resume_token},
                  {"epoch", state.epoch},
                  {"number", state.number}};
  if (WritePrivateFile(path, json.dump() + "\n")) return {};
  return LocalFailure(messages::kFileUnwritable, {{"path", path.string()}});
}

void NumberLine::Begin(std::int64_t epoch, std::int64_t number) {
  begun_ = true;
  epoch_ = epoch;
  number_ = number;
}

NumberLine::Verdict NumberLine::Judge(std::int64_t epoch, std::int64_t number) {
  if (begun_ && epoch == epoch_ && number <= number_) return Verdict::kRepeat;
  const bool jumps = begun_ && epoch == epoch_ && number != number_ + 1;
  const bool anew = begun_ && epoch != epoch_;
  if (jumps) return Verdict::kGap;
  Begin(epoch, number);
  return anew ? Verdict::kNewEpoch : Verdict::kNext;
}

}  // namespace sinergi::cli
