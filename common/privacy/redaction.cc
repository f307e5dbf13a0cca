#include "common/privacy/redaction.h"

#include <google/protobuf/text_format.h>

#include <set>
#include <string_view>
#include <vector>

#include "sinergi/privacy/v1/privacy.pb.h"

namespace sinergi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

constexpr std::string_view kHidden = "[personal]";

bool IsAny(const Descriptor& type) { return type.full_name() == "google.protobuf.Any"; }

bool IsMarked(const FieldDescriptor& field) {
  return field.options().GetExtension(privacy::v1::personal) !=
         privacy::v1::PERSONAL_DATA_UNSPECIFIED;
}

bool IsHidden(const FieldDescriptor& field) {
  return IsMarked(field) || (IsAny(*field.containing_type()) && field.name() == "value");
}

// Writes a message field by field into one line.
class Writer {
 public:
  std::string Take() { return std::move(line_); }

  void Write(const Message& message) {
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) WriteField(message, *field);
  }

 private:
  void WriteField(const Message& message, const FieldDescriptor& field) {
    if (IsHidden(field)) {
      Name(field);
      line_.append(": ").append(kHidden);
      return;
    }
    if (!field.is_repeated()) return WriteValue(message, field, -1);
    const int count = message.GetReflection()->FieldSize(message, &field);
    for (int index = 0; index < count; ++index) WriteValue(message, field, index);
  }

  void WriteValue(const Message& message, const FieldDescriptor& field, int index) {
    Name(field);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      std::string text;
      TextFormat::PrintFieldValueToString(message, &field, index, &text);
      line_.append(": ").append(text);
      return;
    }
    const auto& reflection = *message.GetReflection();
    line_ += " {";
    Write(index < 0 ? reflection.GetMessage(message, &field)
                    : reflection.GetRepeatedMessage(message, &field, index));
    line_ += line_.back() == '{' ? "}" : " }";
  }

  void Name(const FieldDescriptor& field) {
    if (!line_.empty()) line_ += ' ';
    line_ += field.is_extension() ? "[" + field.full_name() + "]" : field.name();
  }

  std::string line_;
};

bool Reaches(const Descriptor& type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(&type).second) return false;
  if (IsAny(type)) return true;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsMarked(field)) return true;
    if (field.message_type() != nullptr && Reaches(*field.message_type(), seen)) return true;
  }
  return false;
}

}  // namespace

std::string Redacted(const Message& message) {
  Writer writer;
  writer.Write(message);
  return writer.Take();
}

bool HoldsPersonalData(const Descriptor& type) {
  std::set<const Descriptor*> seen;
  return Reaches(type, seen);
}

}  // namespace sinergi
