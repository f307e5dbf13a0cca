// From the one mark in the contracts: which messages may carry what is personal, and no others.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>

#include <map>
#include <set>

#include "common/privacy/redaction.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"
#include "sinergi/operations/v1/operations_service.pb.h"
#include "sinergi/reference/v1/reference_service.pb.h"
#include "sinergi/referrals/v1/referrals_events.pb.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"
#include "sinergi/tat/v1/tat_events.pb.h"
#include "sinergi/tat/v1/tat_service.pb.h"

namespace sinergi {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FileDescriptor;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<const FileDescriptor*> Events() {
  return {referrals::v1::ReferralSent::descriptor()->file(),
          tat::v1::TatRequestSubmitted::descriptor()->file()};
}

std::vector<const FileDescriptor*> Services() {
  return {referrals::v1::GetReferralRequest::descriptor()->file(),
          notifications::v1::GetSubscriptionRequest::descriptor()->file(),
          reference::v1::GetRegionRequest::descriptor()->file(),
          operations::v1::ListEventsRequest::descriptor()->file(),
          tat::v1::GetTatRequestRequest::descriptor()->file()};
}

// The names of the methods whose request or response can carry something personal.
template <class Choose>
std::set<std::string> PersonalMethods(const Choose& choose) {
  std::set<std::string> names;
  for (const FileDescriptor* file : Services()) {
    for (int i = 0; i < file->service_count(); ++i) {
      for (int m = 0; m < file->service(i)->method_count(); ++m) {
        const auto* method = file->service(i)->method(m);
        if (HoldsPersonalData(*choose(*method))) names.insert(method->name());
      }
    }
  }
  return names;
}

TEST(ContractsPrivacyTest, NoEventReachesAMarkedField) {
  std::vector<std::string> personal;
  for (const FileDescriptor* file : Events()) {
    ASSERT_GE(file->message_type_count(), 8) << file->name();
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor& message = *file->message_type(i);
      if (HoldsPersonalData(message)) personal.push_back(message.full_name());
    }
  }
  EXPECT_THAT(personal, IsEmpty());
}

// All files that one needs, itself too.
std::set<std::string> Reached(const FileDescriptor& file) {
  std::set<std::string> names{file.name()};
  for (int i = 0; i < file.dependency_count(); ++i) names.merge(Reached(*file.dependency(i)));
  return names;
}

TEST(ContractsPrivacyTest, AssessmentsAndReferralsShareNoMessage) {
  std::map<std::string, std::set<std::string>> reached;
  std::vector<const FileDescriptor*> files = Services();
  for (const FileDescriptor* file : Events()) files.push_back(file);
  for (const FileDescriptor* file : files) reached[file->package()].merge(Reached(*file));
  ASSERT_GE(reached.at("sinergi.tat.v1").size(), 4u);
  for (const std::string& name : reached.at("sinergi.tat.v1")) {
    EXPECT_FALSE(reached.at("sinergi.referrals.v1").contains(name) &&
                 !name.starts_with("google/") && !name.starts_with("sinergi/privacy/"))
        << name;
  }
}

// All others are answers that may be stored for a repeat, kept in a cache, or listed. StreamEvents
// and FetchEvents carry events, of which the test above speaks, in a field that could hold
// anything.
TEST(ContractsPrivacyTest, AnswersThatHoldAPersonAreThoseThatAreNeverKept) {
  const auto answers = PersonalMethods([](const auto& method) { return method.output_type(); });
  EXPECT_THAT(answers, UnorderedElementsAre("GetReferralPerson", "GetReferralLetter", "BreakGlass",
                                            "StreamEvents", "FetchEvents", "GetTatCase",
                                            "GetTatRecommendation"));
}

TEST(ContractsPrivacyTest, RequestsThatHoldAPersonAreWrittenDown) {
  const auto requests = PersonalMethods([](const auto& method) { return method.input_type(); });
  EXPECT_THAT(requests, UnorderedElementsAre(
                            "CreateReferral", "RejectReferral", "HoldReferral", "CompleteReferral",
                            "FailReferral", "CancelReferral", "BreakGlass", "FindReferralsByNik",
                            "SuggestFacilities", "RecordSession", "SubmitTatRequest",
                            "ConcludeTatRequest", "ReturnTatRequest"));
}

// What somebody adds to a person is personal unless they say that it is not.
TEST(ContractsPrivacyTest, EveryFieldOfAPersonIsMarked) {
  referrals::v1::ReferralPerson person;
  const auto* type = person.GetDescriptor();
  auto* score = person.mutable_screening()->add_scores();
  score->set_substance(referrals::v1::ASSIST_SUBSTANCE_OPIOIDS);
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (field->is_repeated()) {
      person.GetReflection()->AddString(&person, field, "visible");
    } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_STRING) {
      person.GetReflection()->SetString(&person, field, "visible");
    } else if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_ENUM) {
      person.GetReflection()->SetEnumValue(&person, field, 1);
    }
  }
  EXPECT_EQ(Redacted(person).find("visible"), std::string::npos) << Redacted(person);
  EXPECT_EQ(Redacted(person).find("SEX"), std::string::npos) << Redacted(person);
  EXPECT_EQ(Redacted(person).find("OPIOIDS"), std::string::npos) << Redacted(person);
}

}  // namespace
}  // namespace sinergi
