#include "common/settings/closest_name.h"

#include <gtest/gtest.h>

namespace sinergi {
namespace {

TEST(EditDistanceTest, CountsEveryKindOfSlip) {
  EXPECT_EQ(EditDistance("port", "port"), 0u);
  EXPECT_EQ(EditDistance("prt", "port"), 1u);
  EXPECT_EQ(EditDistance("porrt", "port"), 1u);
  EXPECT_EQ(EditDistance("port", "part"), 1u);
  EXPECT_EQ(EditDistance("prot", "port"), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
}

TEST(EditDistanceTest, FromNothingIsTheLength) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("", "port"), 4u);
  EXPECT_EQ(EditDistance("port", ""), 4u);
}

TEST(ClosestNameTest, IsTheNearestAndTheFirstOfEqualOnes) {
  EXPECT_EQ(ClosestName("drain_tme", {"drain_size", "drain_time", "port"}), "drain_time");
  EXPECT_EQ(ClosestName("part", {"port", "pert"}), "port");
}

TEST(ClosestNameTest, IsNoneWhenNothingIsNear) {
  EXPECT_EQ(ClosestName("colour", {"port", "drain_time"}), std::nullopt);
  EXPECT_EQ(ClosestName("port", {}), std::nullopt);
  EXPECT_EQ(ClosestName("", {"port"}), std::nullopt);
}

}  // namespace
}  // namespace sinergi
