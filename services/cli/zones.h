#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <map>
#include <optional>
#include <string>

#include "common/time/instant.h"
#include "services/cli/connection.h"

namespace sinergi::cli {

// Which of Indonesia's time zones an area or an office keeps, as the server says; asked once each.
class Zones {
 public:
  explicit Zones(const Connection& connection) : connection_(connection) {}

  // Asks for the province: a zone is the whole province's (Keppres 41/1987).
  std::optional<TimeZone> OfArea(const std::string& area_code);
  std::optional<TimeZone> OfOffice(const std::string& office);

  // For people; "–" for a time that is not set.
  std::string AreaTime(const google::protobuf::Timestamp& time, const std::string& area_code);

 private:
  const Connection& connection_;
  std::map<std::string, std::optional<TimeZone>> known_;
};

}  // namespace sinergi::cli
