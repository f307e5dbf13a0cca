#include "common/identity/permissions.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "common/identity/reasons.h"

namespace sinergi {
namespace {

constexpr char kRoles[] =
    "role,permission\n"
    "ibm-agent,referrals.send\n"
    "facility-officer,referrals.accept\n"
    "facility-officer,referrals.read\n";

Caller WithRoles(std::vector<std::string> roles) {
  return {"someone", std::move(roles), "", "", {}};
}

TEST(RoleTableTest, AllowsWhatAnyRoleOfTheCallerHolds) {
  const auto table = RoleTable::Parse(kRoles);
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->Allows(WithRoles({"facility-officer"}), "referrals.read"));
  EXPECT_TRUE(table->Allows(WithRoles({"facility-officer", "ibm-agent"}), "referrals.send"));
}

TEST(RoleTableTest, GrantsNothingToUnknownRolesOrNone) {
  const auto table = RoleTable::Parse(kRoles);
  ASSERT_TRUE(table);
  EXPECT_FALSE(table->Allows(WithRoles({}), "referrals.read"));
  EXPECT_FALSE(table->Allows(WithRoles({"admin", "", "IBM-AGENT"}), "referrals.send"));
  EXPECT_FALSE(table->Allows(WithRoles({"ibm-agent"}), "referrals.accept"));
  EXPECT_FALSE(table->Allows(WithRoles({"ibm-agent"}), ""));
}

TEST(RoleTableTest, RefusesPatternsEmptyNamesAndRepeatsWithTheirLine) {
  for (const char* row : {"ibm-agent,*", "ibm-agent,referrals.*", "ibm-agent,", ",referrals.read",
                          "ibm-agent,referrals", "ibm agent,referrals.read", "-,referrals.read",
                          "ibm-agent,a.b.c", "ibm-agent,referrals.send"}) {
    const auto table =
        RoleTable::Parse("role,permission\nibm-agent,referrals.send\n" + std::string(row) + "\n");
    ASSERT_FALSE(table) << row;
    EXPECT_TRUE(table.error().Is(reasons::kRoleTableInvalid)) << row;
    EXPECT_EQ(table.error().Variable("line"), "3");
  }
}

TEST(RoleTableTest, RefusesOtherColumns) {
  EXPECT_FALSE(RoleTable::Parse("permission,role\nreferrals.read,ibm-agent\n"));
  EXPECT_FALSE(RoleTable::Parse(""));
}

TEST(RoleTableTest, ReadsTheRolesInTheSources) {
  std::ifstream file(std::string(std::getenv("SINERGI_SOURCE")) + "/deploy/reference/roles.csv");
  std::stringstream text;
  text << file.rdbuf();
  const auto table = RoleTable::Parse(text.str());
  ASSERT_TRUE(table) << table.error().Text(Language::kEnglish);
  EXPECT_TRUE(table->Allows(WithRoles({"facility-officer"}), "referrals.accept"));
  EXPECT_FALSE(table->Allows(WithRoles({"office-officer"}), "referrals.read_person"));
  EXPECT_FALSE(table->Allows(WithRoles({"national-system"}), "referrals.send"));
  EXPECT_FALSE(table->Allows(WithRoles({"operator"}), "referrals.read"));
}

class PermissionsTest : public ::testing::Test {
 protected:
  const Permissions permissions_{{{"/s.S/Send", "referrals.send"}, {"/s.S/Check", ""}},
                                 *RoleTable::Parse(kRoles)};
};

TEST_F(PermissionsTest, KnowsNoMethodWithoutARow) {
  EXPECT_EQ(permissions_.Find("/s.S/Delete"), nullptr);
  EXPECT_EQ(permissions_.Find(""), nullptr);
}

TEST_F(PermissionsTest, NamesThePermissionThatIsMissing) {
  const PermissionRow* row = permissions_.Find("/s.S/Send");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(permissions_.Check(*row, WithRoles({"ibm-agent"})));
  const Status refused = permissions_.Check(*row, WithRoles({"facility-officer"}));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().Is(reasons::kPermissionMissing));
  EXPECT_EQ(refused.error().Variable("permission"), "referrals.send");
}

TEST_F(PermissionsTest, WhatIsOneDeputysIsForItsPeopleOnly) {
  const PermissionRow row{"/s/Register", "referrals.read", kRehabilitasi};
  Caller caller = WithRoles({"facility-officer"});
  EXPECT_TRUE(permissions_.Check(row, caller).error().Is(reasons::kDeputyNotYours));
  caller.deputy = kPencegahan;
  EXPECT_EQ(permissions_.Check(row, caller).error().Variable("deputy"), "rehabilitasi");
  caller.deputy = kRehabilitasi;
  EXPECT_TRUE(permissions_.Check(row, caller));
  caller.roles.clear();
  EXPECT_TRUE(permissions_.Check(row, caller).error().Is(reasons::kPermissionMissing));
}

TEST_F(PermissionsTest, WhatIsKeptApartIsForNobodyWhoHoldsTheOther) {
  static constexpr std::array<std::string_view, 2> kOthers{"events.", "referrals."};
  const PermissionRow row{"/s/Submit", "tat.submit", "", kOthers};
  const auto roles = RoleTable::Parse(
      "role,permission\ninvestigator,tat.submit\nagent,referrals.send\nreader,referral.read\n");
  ASSERT_TRUE(roles);
  const Permissions permissions{{row}, *roles};
  EXPECT_TRUE(permissions.Check(row, WithRoles({"investigator"})));
  EXPECT_TRUE(permissions.Check(row, WithRoles({"investigator", "reader"})));
  EXPECT_TRUE(permissions.Check(row, WithRoles({"investigator", "agent"}))
                  .error()
                  .Is(reasons::kRolesNotApart));
  EXPECT_TRUE(permissions.Check(row, WithRoles({"agent"})).error().Is(reasons::kPermissionMissing));
  const PermissionRow send =
      KeptApart(std::array{PermissionRow{"/r/Send", "referrals.send"}}, kOfAssessments).front();
  EXPECT_TRUE(permissions.Check(send, WithRoles({"agent"})));
  EXPECT_TRUE(permissions.Check(send, WithRoles({"investigator", "agent"}))
                  .error()
                  .Is(reasons::kRolesNotApart));
}

TEST_F(PermissionsTest, LetsEverybodyCallWhatNeedsNoPermission) {
  const PermissionRow* row = permissions_.Find("/s.S/Check");
  ASSERT_NE(row, nullptr);
  EXPECT_TRUE(permissions_.Check(*row, WithRoles({})));
}

}  // namespace
}  // namespace sinergi
