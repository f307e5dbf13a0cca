#include "common/privacy/redaction.h"

#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "sinergi/privacy/v1/privacy.pb.h"

namespace sinergi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// Person: a marked name and age. Referral: everything through which a marked field can be reached.
constexpr char kFile[] = R"(
  name: "redaction_test.proto" package: "t" syntax: "proto3"
  dependency: "google/protobuf/any.proto"
  message_type {
    name: "Person"
    field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
            options { [sinergi.privacy.v1.personal]: PERSONAL_DATA_GENERAL } }
    field { name: "age" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL
            options { [sinergi.privacy.v1.personal]: PERSONAL_DATA_SPECIFIC } }
    field { name: "district" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL
            options { [sinergi.privacy.v1.personal]: PERSONAL_DATA_UNSPECIFIED } }
    field { name: "notes" number: 4 type: TYPE_STRING label: LABEL_REPEATED
            options { [sinergi.privacy.v1.personal]: PERSONAL_DATA_GENERAL } }
  }
  message_type {
    name: "Referral"
    field { name: "id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
    field { name: "person" number: 2 type: TYPE_MESSAGE type_name: ".t.Person" label: LABEL_OPTIONAL }
    field { name: "family" number: 3 type: TYPE_MESSAGE type_name: ".t.Person" label: LABEL_REPEATED }
    field { name: "by_role" number: 4 type: TYPE_MESSAGE type_name: ".t.Referral.ByRoleEntry"
            label: LABEL_REPEATED }
    field { name: "secret" number: 5 type: TYPE_MESSAGE type_name: ".t.Plain" label: LABEL_OPTIONAL
            options { [sinergi.privacy.v1.personal]: PERSONAL_DATA_GENERAL } }
    nested_type {
      name: "ByRoleEntry" options { map_entry: true }
      field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "value" number: 2 type: TYPE_MESSAGE type_name: ".t.Person" label: LABEL_OPTIONAL }
    }
  }
  message_type {
    name: "Plain"
    field { name: "count" number: 1 type: TYPE_INT32 label: LABEL_REPEATED }
    field { name: "next" number: 2 type: TYPE_MESSAGE type_name: ".t.Plain" label: LABEL_OPTIONAL }
  }
  message_type {
    name: "Loop"
    field { name: "loop" number: 1 type: TYPE_MESSAGE type_name: ".t.Loop" label: LABEL_OPTIONAL }
    field { name: "referral" number: 2 type: TYPE_MESSAGE type_name: ".t.Referral" label: LABEL_OPTIONAL }
  }
  message_type {
    name: "Envelope"
    field { name: "content" number: 1 type: TYPE_MESSAGE type_name: ".google.protobuf.Any"
            label: LABEL_OPTIONAL }
  })";

class RedactionTest : public ::testing::Test {
 protected:
  RedactionTest() {
    FileDescriptorProto any, file;
    google::protobuf::Any::descriptor()->file()->CopyTo(&any);
    EXPECT_NE(pool_.BuildFile(any), nullptr);
    EXPECT_TRUE(TextFormat::ParseFromString(kFile, &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
  }

  const Descriptor& Type(const std::string& name) {
    return *pool_.FindMessageTypeByName("t." + name);
  }

  std::string RedactedText(const std::string& type, const std::string& text) {
    const std::unique_ptr<Message> message(factory_.GetPrototype(&Type(type))->New());
    EXPECT_TRUE(TextFormat::ParseFromString(text, message.get())) << text;
    return Redacted(*message);
  }

  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_{&pool_};
};

TEST_F(RedactionTest, HidesMarkedFieldsOfEveryType) {
  EXPECT_EQ(
      RedactedText("Person", R"(name: "Siti" age: 17 district: "51.71.01" notes: ["a", "b"])"),
      R"(name: [personal] age: [personal] district: "51.71.01" notes: [personal])");
}

TEST_F(RedactionTest, HidesAtEveryDepth) {
  EXPECT_EQ(RedactedText("Referral", R"(id: "r-1" person { name: "Siti" }
                                        family { name: "Budi" } family { district: "51" })"),
            R"(id: "r-1" person { name: [personal] } family { name: [personal] } )"
            R"(family { district: "51" })");
}

TEST_F(RedactionTest, HidesInsideMaps) {
  EXPECT_EQ(RedactedText("Referral", R"(by_role { key: "mother" value { name: "Dewi" } })"),
            R"(by_role { key: "mother" value { name: [personal] } })");
}

TEST_F(RedactionTest, HidesAMarkedMessageAsAWhole) {
  EXPECT_EQ(RedactedText("Referral", "secret { count: 1 }"), "secret: [personal]");
}

TEST_F(RedactionTest, ShowsTheRestAsItIs) {
  EXPECT_EQ(RedactedText("Plain", "count: [1, 2] next { count: 3 next {} }"),
            "count: 1 count: 2 next { count: 3 next {} }");
  EXPECT_EQ(RedactedText("Plain", ""), "");
}

TEST_F(RedactionTest, HidesWhatAnAnyHoldsAndWhatItDoesNotKnow) {
  const std::unique_ptr<Message> envelope(factory_.GetPrototype(&Type("Envelope"))->New());
  ASSERT_TRUE(
      TextFormat::ParseFromString(R"(content { type_url: "x/y" value: "Siti" })", envelope.get()));
  const auto& reflection = *envelope->GetReflection();
  reflection.MutableUnknownFields(envelope.get())->AddLengthDelimited(99, "Siti");
  EXPECT_EQ(Redacted(*envelope), R"(content { type_url: "x/y" value: [personal] })");
}

TEST_F(RedactionTest, KnowsWhichTypesReachAMarkedField) {
  EXPECT_TRUE(HoldsPersonalData(Type("Person")));
  EXPECT_TRUE(HoldsPersonalData(Type("Referral")));
  EXPECT_TRUE(HoldsPersonalData(Type("Loop")));
  EXPECT_TRUE(HoldsPersonalData(Type("Envelope")));
  EXPECT_FALSE(HoldsPersonalData(Type("Plain")));
}

}  // namespace
}  // namespace sinergi
