#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/result/result.h"
#include "common/tls/tls_files.h"

namespace sinergi {

using MetricLabels = std::map<std::string, std::string>;

// A number that only grows. Any thread.
class Counter {
 public:
  virtual ~Counter() = default;
  virtual void Add(double by = 1) = 0;
};

// A number that goes up and down. Any thread.
class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void Set(double value) = 0;
};

// Durations in seconds, in buckets. Any thread.
class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void Observe(double seconds) = 0;
};

// The process's metrics in Prometheus's words. Names are sinergi_<what>_<unit>[_total]; labels have
// few values and are never personal. The same name and labels give the same metric; references live
// as long as this object. Any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  Counter& CounterOf(const std::string& name, const std::string& help,
                     const MetricLabels& labels = {});
  Gauge& GaugeOf(const std::string& name, const std::string& help, const MetricLabels& labels = {});
  Histogram& HistogramOf(const std::string& name, const std::string& help,
                         const MetricLabels& labels = {});

  // Serves GET /metrics on "host:port" until this object ends, over TLS if there is a certificate.
  // Port 0 takes a free one. Returns the port. UNAVAILABLE when the address cannot be had,
  // FAILED_PRECONDITION TLS_FILE_UNUSABLE.
  Result<int> Serve(const std::string& address, const TlsFiles& tls = {});

  // What a scrape would answer now.
  std::string Text() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
