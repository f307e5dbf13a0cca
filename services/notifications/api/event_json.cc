#include "services/notifications/api/event_json.h"

#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>

#include <memory>

#include "sinergi/referrals/v1/referrals_events.pb.h"

namespace sinergi::notifications {
namespace {

// Whoever publishes: that their messages are linked, though nothing here names them.
const google::protobuf::Message* const kPublished[]{
    &referrals::v1::ReferralSent::default_instance()};

}  // namespace

std::optional<std::string> MessageAsJson(const Event& event) {
  const auto* const type =
      kPublished[0]->GetDescriptor()->file()->pool()->FindMessageTypeByName(event.dataschema);
  if (type == nullptr) return std::nullopt;
  const std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!message->ParseFromString(event.payload)) return std::nullopt;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*message, &json, options).ok()) {
    return std::nullopt;
  }
  return json;
}

}  // namespace sinergi::notifications
