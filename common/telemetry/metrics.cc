#include "common/telemetry/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <exception>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "common/logging/log.h"
#include "common/telemetry/metrics_server.h"
#include "common/telemetry/reasons.h"

namespace sinergi {
namespace {

// Seconds; from what a cache answers to what a deadline ends.
const prometheus::Histogram::BucketBoundaries& RpcBuckets() {
  static const prometheus::Histogram::BucketBoundaries kBuckets{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  return kBuckets;
}

// Each holds a metric of the registry, or none when the registry refused its name or labels.
class RegisteredCounter final : public Counter {
 public:
  explicit RegisteredCounter(prometheus::Counter* counter) : counter_(counter) {}
  void Add(double by) override {
    if (counter_ != nullptr) counter_->Increment(by);
  }

 private:
  prometheus::Counter* counter_;
};

class RegisteredGauge final : public Gauge {
 public:
  explicit RegisteredGauge(prometheus::Gauge* gauge) : gauge_(gauge) {}
  void Set(double value) override {
    if (gauge_ != nullptr) gauge_->Set(value);
  }

 private:
  prometheus::Gauge* gauge_;
};

class RegisteredHistogram final : public Histogram {
 public:
  explicit RegisteredHistogram(prometheus::Histogram* histogram) : histogram_(histogram) {}
  void Observe(double seconds) override {
    if (histogram_ != nullptr) histogram_->Observe(seconds);
  }

 private:
  prometheus::Histogram* histogram_;
};

// The metrics of one kind by name and labels.
template <class Registered>
using Known = std::map<std::pair<std::string, MetricLabels>, std::unique_ptr<Registered>>;

// The one with this name and labels, made when it is new. A refusal is a mistake in the program,
// worth a line in the log but not the process.
template <class Registered, class Make>
Registered& FindOrMake(Known<Registered>& known, const std::string& name,
                       const MetricLabels& labels, const Make& make) {
  std::unique_ptr<Registered>& metric = known[{name, labels}];
  if (metric) return *metric;
  try {
    metric = std::make_unique<Registered>(&make());
  } catch (const std::exception& refusal) {
    Log(LogLevel::kError, "a metric was refused and is not served",
        {{"metric", name}, {"cause", refusal.what()}});
    metric = std::make_unique<Registered>(nullptr);
  }
  return *metric;
}

}  // namespace

class Metrics::Impl {
 public:
  Counter& CounterOf(const std::string& name, const std::string& help, const MetricLabels& labels) {
    const std::lock_guard lock(mutex_);
    return FindOrMake(counters_, name, labels, [&]() -> prometheus::Counter& {
      return prometheus::BuildCounter().Name(name).Help(help).Register(*registry_).Add(labels);
    });
  }

  Gauge& GaugeOf(const std::string& name, const std::string& help, const MetricLabels& labels) {
    const std::lock_guard lock(mutex_);
    return FindOrMake(gauges_, name, labels, [&]() -> prometheus::Gauge& {
      return prometheus::BuildGauge().Name(name).Help(help).Register(*registry_).Add(labels);
    });
  }

  Histogram& HistogramOf(const std::string& name, const std::string& help,
                         const MetricLabels& labels) {
    const std::lock_guard lock(mutex_);
    return FindOrMake(histograms_, name, labels, [&]() -> prometheus::Histogram& {
      // The library lets this pass, and a scraper then refuses everything.
      if (labels.contains("le")) throw std::invalid_argument("\"le\" names the buckets");
      auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(*registry_);
      return family.Add(labels, RpcBuckets());
    });
  }

  Result<int> Serve(const std::string& address, const TlsFiles& tls) {
    auto server = MetricsServer::Start(address, tls, [this] { return Text(); });
    if (!server) return server.error();
    const int port = (*server)->port();
    const std::lock_guard lock(mutex_);
    servers_.push_back(*std::move(server));
    return port;
  }

  std::string Text() const { return prometheus::TextSerializer().Serialize(registry_->Collect()); }

 private:
  const std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
  std::mutex mutex_;
  // Guarded by mutex_.
  Known<RegisteredCounter> counters_;
  Known<RegisteredGauge> gauges_;
  Known<RegisteredHistogram> histograms_;
  std::vector<std::unique_ptr<MetricsServer>> servers_;  // end first: they ask for the text
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

Counter& Metrics::CounterOf(const std::string& name, const std::string& help,
                            const MetricLabels& labels) {
  return impl_->CounterOf(name, help, labels);
}

Gauge& Metrics::GaugeOf(const std::string& name, const std::string& help,
                        const MetricLabels& labels) {
  return impl_->GaugeOf(name, help, labels);
}

Histogram& Metrics::HistogramOf(const std::string& name, const std::string& help,
                                const MetricLabels& labels) {
  return impl_->HistogramOf(name, help, labels);
}

Result<int> Metrics::Serve(const std::string& address, const TlsFiles& tls) {
  if (auto usable = CheckTlsFiles(tls); !usable) return usable.error();
  return impl_->Serve(address, tls);
}

std::string Metrics::Text() const { return impl_->Text(); }

}  // namespace sinergi
