#include "common/events/kafka/kafka_connection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "common/events/kafka/reasons.h"
#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr std::string_view kScheme = "kafka://";
constexpr std::size_t kErrorBytes = 512;

// librdkafka's levels are those of syslog. A broker that is away is a warning: clients come back.
LogLevel LevelOf(int syslog) {
  if (syslog <= 2) return LogLevel::kError;
  if (syslog <= 4) return LogLevel::kWarning;
  return syslog <= 6 ? LogLevel::kInfo : LogLevel::kDebug;
}

// The setting is called experimental with each producer that is made; its effect has a test here.
// Who ends a producer with open records knows it.
bool IsOldNews(std::string_view text) {
  return text.find("enable.gapless.guarantee is experimental") != std::string_view::npos ||
         text.find("Producer terminating with") != std::string_view::npos;
}

void LogLine(const rd_kafka_t* client, int level, const char* facility, const char* text) {
  Log(IsOldNews(text) ? LogLevel::kDebug : LevelOf(level), "Kafka client",
      {{"client", client != nullptr ? rd_kafka_name(client) : ""},
       {"event", facility},
       {"text", text}});
}

Status Set(rd_kafka_conf_t* conf, const char* name, const std::string& value) {
  std::array<char, kErrorBytes> problem{};
  if (rd_kafka_conf_set(conf, name, value.c_str(), problem.data(), problem.size()) ==
      RD_KAFKA_CONF_OK) {
    return Status::Ok();
  }
  return Error::Of(reasons::kKafkaSettingRefused, {{"setting", name}, {"problem", problem.data()}});
}

bool IsAboutSecurity(std::string_view name) {
  return name.starts_with("security.") || name.starts_with("ssl.") || name.starts_with("sasl.");
}

bool IsHostAndPort(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (text.find_first_of("/@?# \t\r\n") != std::string_view::npos) return false;
  const std::string_view port = text.substr(colon + 1);
  int number = 0;
  const auto [end, failed] = std::from_chars(port.data(), port.data() + port.size(), number);
  return failed == std::errc() && end == port.data() + port.size() && number >= 1 &&
         number <= 65535;
}

}  // namespace

Result<std::string> BrokersOf(const std::string& url) {
  const auto malformed = [&url] {
    return Error::Of(reasons::kKafkaAddressMalformed, {{"address", url}});
  };
  if (!url.starts_with(kScheme)) return malformed();
  std::string brokers = url.substr(kScheme.size());
  if (brokers.ends_with('/')) brokers.pop_back();
  for (std::string_view rest = brokers;;) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    if (!IsHostAndPort(rest.substr(0, end))) return malformed();
    if (end == rest.size()) return brokers;
    rest.remove_prefix(end + 1);
  }
}

Result<ConfHandle> MakeConf(const KafkaConnection& connection, const KafkaSettings& settings) {
  ConfHandle conf(rd_kafka_conf_new());
  rd_kafka_conf_set_log_cb(conf.get(), &LogLine);
  for (const auto& [name, value] : connection.security) {
    if (!IsAboutSecurity(name)) {
      return Error::Of(
          reasons::kKafkaSettingRefused,
          {{"setting", name}, {"problem", "only security.*, ssl.* and sasl.* may be"}});
    }
    if (auto done = Set(conf.get(), name.c_str(), value); !done) return done.error();
  }
  for (const auto& [name, value] : KafkaSettings{{"bootstrap.servers", connection.brokers},
                                                 {"client.id", connection.client},
                                                 {"reconnect.backoff.max.ms", "1000"},
                                                 {"socket.nagle.disable", "true"},
                                                 {"log.connection.close", "false"}}) {
    if (auto done = Set(conf.get(), name, value); !done) return done.error();
  }
  for (const auto& [name, value] : settings) {
    if (auto done = Set(conf.get(), name, value); !done) return done.error();
  }
  return conf;
}

Result<ClientHandle> MakeClient(rd_kafka_type_t type, ConfHandle conf) {
  std::array<char, kErrorBytes> problem{};
  ClientHandle client(rd_kafka_new(type, conf.get(), problem.data(), problem.size()));
  if (!client) {
    return Error::Of(reasons::kKafkaSettingRefused,
                     {{"setting", "combination"}, {"problem", problem.data()}});
  }
  (void)conf.release();  // the client owns it now
  return client;
}

}  // namespace sinergi
