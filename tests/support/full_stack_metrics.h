#pragma once

#include <string>

namespace sinergi::testing {

// What GET /metrics on a loopback port answers, headers and all; empty when nobody listens there.
std::string ScrapeMetrics(int port);

// The value of one series, by its name with its labels as Prometheus writes them; 0 when it is not
// among them.
double MetricIn(const std::string& scraped, const std::string& series);

}  // namespace sinergi::testing
