#include "tests/architecture/include_rules.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <regex>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {
namespace {

using Names = std::vector<std::string>;

// What one file may include. An entry ending in "/" is that folder without its subfolders, in "/*"
// with them, any other is one file. Libraries and contracts go by prefix.
struct Allowance {
  Names ours;
  Names outside;
  std::string instead;
};

struct FolderRule {
  std::string_view folder;
  Names own;      // folders of the same service
  Names common;   // parts of common, or single headers
  Names outside;  // "sinergi/SERVICE/" is the service's own contract
  std::string_view instead;
};

const Names kValueTypes{"result/", "time/", "ids/", "regions/", "offices/"};

Names Joined(Names names, std::initializer_list<const char*> more) {
  names.insert(names.end(), more.begin(), more.end());
  return names;
}

// The folders of a service. `application` is not here: it may include all seams of common.
const std::vector<FolderRule>& FolderRules() {
  static const std::vector<FolderRule> kRules{
      {"domain",
       {},
       {"result/", "time/instant.h", "ids/", "regions/", "offices/", "filter/filter.h"},
       {},
       "a domain knows value types only: take what it needs as an argument (the time too) and do "
       "the rest in application"},
      {"storage",
       {"domain"},
       Joined(kValueTypes, {"database/", "privacy/", "events/event.h", "outbox/event_row.h"}),
       {},
       "storage turns domain values into rows and back over common/database; what else is needed "
       "belongs in application"},
      {"messaging",
       {"domain"},
       Joined(kValueTypes, {"events/event.h", "timestamps/"}),
       {"sinergi/SERVICE/", "google/protobuf/"},
       "messaging turns domain values into its own events; the outbox publishes them"},
      {"api",
       {"application", "domain", "messaging"},
       Joined(kValueTypes, {"rpc/", "identity/", "events/", "privacy/", "timestamps/", "filter/"}),
       {"sinergi/", "google/protobuf/", "google/rpc/", "grpcpp/"},
       "api translates between contracts and application; rows and brokers are not its business"},
      {"channels",
       {"application", "domain"},
       Joined(kValueTypes, {"events/", "rpc/", "announcements/", "lifecycle/", "http/",
                            "privacy/signatures.h", "logging/"}),
       {"sinergi/", "google/protobuf/", "grpcpp/", "nlohmann/"},
       "a channel delivers what application gives it"},
  };
  return kRules;
}

constexpr std::array<std::string_view, 32> kPosix{
    "arpa/",     "dirent.h",  "dlfcn.h",  "errno.h",  "fcntl.h",     "ifaddrs.h", "inttypes.h",
    "limits.h",  "linux/",    "locale.h", "math.h",   "net/",        "netdb.h",   "netinet/",
    "poll.h",    "pthread.h", "pwd.h",    "sched.h",  "semaphore.h", "signal.h",  "spawn.h",
    "stdint.h",  "stdio.h",   "stdlib.h", "string.h", "strings.h",   "sys/",      "syslog.h",
    "termios.h", "time.h",    "unistd.h", "wait.h"};

bool IsStandard(std::string_view include) {
  if (include.find_first_of("./") == std::string_view::npos) return true;
  return std::any_of(kPosix.begin(), kPosix.end(),
                     [&](std::string_view prefix) { return include.starts_with(prefix); });
}

bool IsOurs(std::string_view include) {
  return include.starts_with("common/") || include.starts_with("services/") ||
         include.starts_with("tests/");
}

bool Matches(std::string_view include, std::string_view entry) {
  if (entry.ends_with("/*")) return include.starts_with(entry.substr(0, entry.size() - 1));
  if (!entry.ends_with('/')) return include == entry;
  return include.starts_with(entry) && include.find('/', entry.size()) == std::string_view::npos;
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/')); }

// The rows of the table as folders: without the technologies, or all.
Names PartsOfCommon(const CommonTable& table, bool technologies) {
  Names parts;
  for (const PartRow& row : table.rows()) {
    if (technologies || row.part.find('/') == std::string::npos) {
      parts.push_back("common/" + row.part + "/");
    }
  }
  return parts;
}

std::optional<Allowance> ForCommon(const CommonTable& table, const std::string& path) {
  const std::string part = FolderOf(path.substr(std::string("common/").size()));
  const PartRow* row = table.Find(part);
  if (row == nullptr) return std::nullopt;
  Allowance allowance{{"common/" + part + "/"}, row->libraries, {}};
  if (part.find('/') != std::string::npos) {
    allowance.ours.push_back("common/" + FolderOf(part) + "/");
  }
  for (const std::string& other : row->parts) allowance.ours.push_back("common/" + other + "/");
  allowance.instead = "the row of `" + part +
                      "` in common/README.md does not allow it: move the code to the part that "
                      "may, or change the row knowingly";
  return allowance;
}

Allowance FromRule(const FolderRule& rule, const std::string& service) {
  Allowance allowance{{"services/" + service + "/" + std::string(rule.folder) + "/*"},
                      rule.outside,
                      std::string(rule.instead)};
  for (const std::string& folder : rule.own) {
    allowance.ours.push_back("services/" + service + "/" + folder + "/*");
  }
  for (const std::string& part : rule.common) allowance.ours.push_back("common/" + part);
  for (std::string& prefix : allowance.outside) {
    if (prefix == "sinergi/SERVICE/") prefix = "sinergi/" + service + "/";
  }
  return allowance;
}

Allowance ForApplication(const CommonTable& table, const std::string& service) {
  Allowance allowance{PartsOfCommon(table, false), {}, {}};
  std::erase(allowance.ours, "common/rpc/");
  for (const char* folder : {"application", "domain", "storage", "messaging"}) {
    allowance.ours.push_back("services/" + service + "/" + folder + "/*");
  }
  allowance.instead =
      "application uses domain, storage, messaging and the seams of common; contracts and RPC are "
      "for api, technologies for assembly";
  return allowance;
}

Allowance ForCommandLine() {
  return {{"services/cli/*", "common/result/", "common/time/", "common/ids/",
           "common/regions/region_code.h", "common/telemetry/trace_context.h",
           "common/identity/development_issuer.h", "common/rpc/grpc_status.h"},
          {"sinergi/", "google/protobuf/", "google/rpc/", "grpcpp/", "CLI/", "nlohmann/"},
          "the command line is a client like any other: it knows the contracts, not the services"};
}

// main, assembly and settings, which wire a service, and the whole of standalone.
Allowance ForWiring(const CommonTable& table, const std::string& service) {
  Allowance allowance{PartsOfCommon(table, true), {}, {}};
  allowance.ours.push_back("services/" + service + "/*");
  allowance.instead = "a service wires itself out of its own folders and common";
  return allowance;
}

std::optional<Allowance> ForService(const CommonTable& table, const std::string& path) {
  const Names parts = Split(path, '/');
  if (parts.size() < 3) return std::nullopt;
  const std::string& service = parts[1];
  if (service == "cli") return ForCommandLine();
  if (service == "standalone" || parts.size() == 3) return ForWiring(table, service);
  if (parts[2] == "application") return ForApplication(table, service);
  for (const FolderRule& rule : FolderRules()) {
    if (rule.folder == parts[2]) return FromRule(rule, service);
  }
  return std::nullopt;
}

// Assessments have no program of their own: that of referrals hosts them.
bool IsHosted(const std::string& path, const std::string& include) {
  static const std::regex kAssembly("services/[a-z_]+/(assembly|settings)\\.h");
  if (path.starts_with("services/standalone/")) return std::regex_match(include, kAssembly);
  return path == "services/referrals/main.cc" && include == "services/tat/assembly.h";
}

// Of referrals and assessments neither knows the other's contract, nor does who tells offices.
bool IsKeptApart(const std::string& path, const std::string& include) {
  if (path.starts_with("services/tat/")) return include.starts_with("sinergi/referrals/");
  const bool is_of_others =
      path.starts_with("services/referrals/") || path.starts_with("services/notifications/");
  return is_of_others && include.starts_with("sinergi/tat/");
}

// What to do instead of this include; empty when it is allowed.
std::string Judge(const CommonTable& table, const Allowance& allowance, const std::string& path,
                  const std::string& include) {
  if (IsKeptApart(path, include)) return "assessments and referrals are kept apart: decision 0022";
  if (IsOurs(include)) {
    if (IsHosted(path, include)) return {};
    const bool allowed =
        std::any_of(allowance.ours.begin(), allowance.ours.end(),
                    [&](const std::string& entry) { return Matches(include, entry); });
    return allowed ? "" : allowance.instead;
  }
  if (IsStandard(include)) return {};
  if (std::any_of(allowance.outside.begin(), allowance.outside.end(),
                  [&](const std::string& prefix) { return include.starts_with(prefix); })) {
    return {};
  }
  const std::string home = table.HomeOf(include);
  if (!home.empty()) return "its home is common/" + home + "; " + allowance.instead;
  return "no rule gives it a home; " + allowance.instead;
}

}  // namespace

std::vector<Breach> FindBreaches(const CommonTable& table, const std::string& path,
                                 std::string_view text) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*(\\S+).*");
  static const std::regex kNamed("[<\"]([^>\"]+)[>\"]");
  const std::optional<Allowance> allowance =
      path.starts_with("common/") ? ForCommon(table, path) : ForService(table, path);
  if (!allowance) {
    return {{path, 1, FolderOf(path), "this folder has no rule: add one, or move the file"}};
  }
  std::vector<Breach> breaches;
  std::size_t number = 0;
  for (const std::string_view line : Lines(text)) {
    ++number;
    const std::string content(line);
    std::smatch match;
    if (!std::regex_match(content, match, kInclude)) continue;
    const std::string target = match[1];
    if (!std::regex_match(target, match, kNamed)) {
      breaches.push_back({path, number, target, "name the header itself"});
      continue;
    }
    const std::string include = match[1];
    const bool relative = target.front() == '"' && include.find('/') == std::string::npos;
    const std::string instead = relative || include.starts_with(".")
                                    ? "write the path from the repository's top folder"
                                    : Judge(table, *allowance, path, include);
    if (!instead.empty()) breaches.push_back({path, number, include, instead});
  }
  return breaches;
}

}  // namespace sinergi::architecture
