#pragma once

#include "tests/bench/arguments.h"
#include "tests/bench/arrivals.h"

namespace sinergi::bench {

// Creates referrals at an even pace, waits until the event of each has arrived, and prints how long
// that took from the answer, and from the change's own time where the arrival knows it. Arguments:
// per-second, seconds, warm-up-s, referrals, data, sender and receiver.
void MeasureChanges(const Arguments& arguments, Arrivals& arrivals);

}  // namespace sinergi::bench
