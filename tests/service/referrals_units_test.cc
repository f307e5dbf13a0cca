// IBM units open and close in the directory by what the empowerment service tells, through an
// outbox and an event log, as it will.
#include "common/outbox/outbox.h"
#include "common/outbox/outbox_relay.h"
#include "sinergi/empowerment/v1/empowerment_events.pb.h"
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

namespace empowerment = ::sinergi::empowerment::v1;

class ReferralsUnitsTest : public ReferralsFixture {
 protected:
  void SetUp() override {
    ReferralsFixture::SetUp();
    theirs_ = *SqliteDatabase::Open({folder_ / "empowerment.db"});
    ASSERT_TRUE(theirs_->Migrate("outbox", OutboxMigrations()));
    const auto epoch = LoadEpoch(*theirs_, Soon());
    ASSERT_TRUE(epoch);
    outbox_.emplace("empowerment", *epoch);
    their_publisher_ = log_->Publisher();
    OutboxRelay::Options options;
    options.service = "empowerment";
    options.holder = "their process";
    relay_.emplace(*theirs_, *their_publisher_, clock_, metrics_, options);
    workers_.Start("their-relay", [this](std::stop_token stop) { relay_->Run(stop); });
    service_->StartWorkers(workers_);
  }

  empowerment::IbmUnitFacts Unit() const {
    empowerment::IbmUnitFacts unit;
    unit.set_ibm_unit_id(unit_);
    unit.set_name("Unit IBM Dewasari");
    unit.set_office(kCiamis);
    unit.set_area_code("32.07.03.2008");
    return unit;
  }

  template <class Message>
  Event Fact(Message message, const std::string& name) {
    Event event;
    event.id = Uuid::Make(clock_.Now());
    event.topic = "sinergi.empowerment.v1";
    event.type = "id.go.bnn.sinergi.empowerment.v1." + name;
    event.subject = "ibm-units/" + unit_;
    event.revision = ++revision_;
    event.time = clock_.Now();
    event.dataschema = "sinergi.empowerment.v1." + name;
    event.payload = message.SerializeAsString();
    return event;
  }

  void Publish(const Event& event) {
    ASSERT_TRUE(theirs_->Transact(Soon(), [&](Transaction& tx) {
      outbox_->Append(tx, event);
      return Status::Ok();
    }));
    relay_->Wake();
  }

  void Activate() {
    empowerment::IbmUnitActivated message;
    *message.mutable_unit() = Unit();
    message.set_trained_agents(5);
    Publish(Fact(message, "IbmUnitActivated"));
  }
  void Deactivate() {
    empowerment::IbmUnitDeactivated message;
    *message.mutable_unit() = Unit();
    message.set_end(empowerment::IBM_UNIT_END_LETTER_EXPIRED);
    Publish(Fact(message, "IbmUnitDeactivated"));
  }

  ::testing::AssertionResult AwaitState(v1::FacilityState state) const {
    return sinergi::testing::Eventually(
        [&] {
          v1::GetFacilityRequest request;
          request.set_facility_id(unit_);
          const auto got =
              Invoke<v1::GetFacilityResponse>("GetFacility", Officer(kCiamis), request);
          return got && got->facility().state() == state;
        },
        "the unit is " + v1::FacilityState_Name(state));
  }

  const std::string unit_ = NewId();
  std::int64_t revision_ = 0;
  std::unique_ptr<SqliteDatabase> theirs_;
  std::optional<Outbox> outbox_;
  std::unique_ptr<EventPublisher> their_publisher_;
  std::optional<OutboxRelay> relay_;
};

TEST_F(ReferralsUnitsTest, AUnitOpensClosesAndOpensAgainAsItsOwnerTells) {
  Activate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_OPEN));
  v1::GetFacilityRequest request;
  request.set_facility_id(unit_);
  const auto facility =
      Invoke<v1::GetFacilityResponse>("GetFacility", Officer(kCiamis), request)->facility();
  EXPECT_EQ(facility.kind(), v1::FACILITY_KIND_IBM_UNIT);
  EXPECT_EQ(facility.name(), "Unit IBM Dewasari");
  EXPECT_EQ(facility.office(), kCiamis);
  EXPECT_EQ(facility.area_code(), "32.07.03.2008");
  EXPECT_EQ(facility.services_size(), 3);
  Deactivate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_CLOSED));
  Activate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_OPEN));
  EXPECT_THAT(Texts(*sqlite_, "SELECT substr(type, 32) FROM outbox ORDER BY revision"),
              ::testing::ElementsAre("FacilityRegistered", "FacilityClosed", "FacilityReopened"));
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE caller = 'service:empowerment'"), 3);
}

TEST_F(ReferralsUnitsTest, ARepeatedEventChangesNothing) {
  Activate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_OPEN));
  empowerment::IbmUnitActivated message;
  *message.mutable_unit() = Unit();
  revision_ = 0;
  Event repeat = Fact(message, "IbmUnitActivated");
  ASSERT_TRUE(service_->Receive(std::span(&repeat, 1)));
  EXPECT_EQ(Count("SELECT count(*) FROM outbox"), 1);
}

TEST_F(ReferralsUnitsTest, AUnitWhoseNameItsOfficeHasAlreadyIsEnteredAllTheSame) {
  Register(kCiamis, "Unit IBM Dewasari");
  Activate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_OPEN));
}

TEST_F(ReferralsUnitsTest, WhatCannotBeReadIsSetAsideAndHoldsNobodyElseUp) {
  empowerment::IbmUnitActivated message;
  *message.mutable_unit() = Unit();
  message.mutable_unit()->set_area_code("99.99.99.9999");
  Event event = Fact(message, "IbmUnitActivated");
  event.subject = "ibm-units/another";
  Publish(event);
  revision_ = 0;
  Activate();
  ASSERT_TRUE(AwaitState(v1::FACILITY_STATE_OPEN));
  EXPECT_EQ(Count("SELECT count(*) FROM inbox_parked"), 1);
}

}  // namespace
}  // namespace sinergi::referrals
