#pragma once

#include <librdkafka/rdkafka.h>

#include <initializer_list>
#include <map>
#include <string>
#include <utility>

#include "common/events/kafka/kafka_handles.h"
#include "common/result/result.h"

namespace sinergi {

// What every client of one cluster has in common.
struct KafkaConnection {
  std::string brokers;                          // "host:port,host:port"
  std::string client;                           // this process's name in the brokers' logs
  std::map<std::string, std::string> security;  // librdkafka's security.*, ssl.* and sasl.*
};

// Reads kafka://host:port,host:port. KAFKA_ADDRESS_MALFORMED with what was given.
Result<std::string> BrokersOf(const std::string& url);

using KafkaSettings = std::initializer_list<std::pair<const char*, std::string>>;

// A configuration whose log lines go to common/logging. KAFKA_SETTING_REFUSED names the setting.
Result<ConfHandle> MakeConf(const KafkaConnection& connection, const KafkaSettings& settings);

// Makes the client; it connects by itself, and again whenever a connection is lost.
Result<ClientHandle> MakeClient(rd_kafka_type_t type, ConfHandle conf);

}  // namespace sinergi
