#include "common/rpc/request_reader.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/unknown_field_set.h>

#include "common/ids/uuid.h"
#include "common/privacy/authenticator.h"
#include "common/result/reasons.h"
#include "common/result/utf8.h"

namespace sinergi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::UnknownFieldSet;

constexpr int kDeepest = 32;

// The path of the first text field whose bytes are not UTF-8; empty when there is none.
std::string BadTextField(const Descriptor& type, const std::string& bytes, int depth) {
  UnknownFieldSet fields;
  if (depth > kDeepest || !fields.ParseFromString(bytes)) return {};
  for (int i = 0; i < fields.field_count(); ++i) {
    const auto& field = fields.field(i);
    const FieldDescriptor* known = type.FindFieldByNumber(field.number());
    if (known == nullptr || field.type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED) {
      continue;
    }
    if (known->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(field.length_delimited())) {
      return known->name();
    }
    if (known->type() == FieldDescriptor::TYPE_MESSAGE) {
      const std::string inner =
          BadTextField(*known->message_type(), field.length_delimited(), depth + 1);
      if (!inner.empty()) return known->name() + "." + inner;
    }
  }
  return {};
}

std::string Deterministic(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

}  // namespace

Result<std::unique_ptr<Message>> ReadRequest(const Message& prototype, const std::string& bytes) {
  std::unique_ptr<Message> request(prototype.New());
  if (request->ParseFromString(bytes)) return request;
  const std::string bad = BadTextField(*prototype.GetDescriptor(), bytes, 0);
  if (!bad.empty()) return Error::Invalid({{bad, &reasons::kFieldNotUtf8, {}}});
  return Error::Of(reasons::kRequestUnreadable);
}

Result<ChangeRequest> ChangeRequestOf(const Call& call, const Message& request,
                                      const std::string& hash_key) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("request_id");
  const auto id = Uuid::Parse(request.GetReflection()->GetString(request, field));
  if (!id) {
    return Error::Invalid({{"request_id", &reasons::kFieldMalformed, {{"form", "UUID"}}}});
  }
  const std::unique_ptr<Message> content(request.New());
  content->CopyFrom(request);
  content->GetReflection()->ClearField(content.get(), field);
  return ChangeRequest{call.caller.subject, std::string(call.method), id->ToString(),
                       KeyedHash(hash_key, Deterministic(*content))};
}

}  // namespace sinergi
