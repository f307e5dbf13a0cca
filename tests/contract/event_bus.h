#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/events/embedded/embedded_event_log.h"
#include "common/events/kafka/kafka_events.h"
#include "tests/support/event_reader.h"
#include "tests/support/kafka_broker.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {

// A place where events go and come from, empty at first.
class EventBus {
 public:
  virtual ~EventBus() = default;
  virtual std::string Topic() { return testing::kTopic; }
  virtual std::string OtherTopic() { return testing::kOtherTopic; }
  virtual std::unique_ptr<EventPublisher> Publisher() = 0;
  virtual std::unique_ptr<EventConsumer> Consumer(std::string name,
                                                  std::vector<std::string> topics) = 0;
  // As after a restart of the process; what it handed out before is gone.
  virtual void Reopen() = 0;
};

class EmbeddedEventBus final : public EventBus {
 public:
  EmbeddedEventBus() { Reopen(); }
  std::unique_ptr<EventPublisher> Publisher() override { return log_->Publisher(); }
  std::unique_ptr<EventConsumer> Consumer(std::string name,
                                          std::vector<std::string> topics) override {
    return log_->Consumer(std::move(name), std::move(topics));
  }
  void Reopen() override {
    log_.reset();
    EmbeddedEventLog::Options options;
    options.file = folder_ / "events.db";
    options.first_backoff = std::chrono::milliseconds(1);
    auto opened = EmbeddedEventLog::Open(options);
    if (opened) log_ = *std::move(opened);
  }

 private:
  testing::TemporaryFolder folder_;
  std::unique_ptr<EmbeddedEventLog> log_;
};

// Topics and groups of its own on the broker that all tests share.
class KafkaEventBus final : public EventBus {
 public:
  KafkaEventBus() {
    Reopen();
    testing::MakeTopics(*kafka_, {Topic(), OtherTopic()}, 2);
  }
  std::string Topic() override { return name_ + ".referrals"; }
  std::string OtherTopic() override { return name_ + ".meetings"; }
  std::unique_ptr<EventPublisher> Publisher() override { return kafka_->Publisher(); }
  std::unique_ptr<EventConsumer> Consumer(std::string name,
                                          std::vector<std::string> topics) override {
    return kafka_->Consumer(name_ + "." + name, std::move(topics));
  }
  void Reopen() override {
    kafka_.reset();
    KafkaEvents::Options options;
    options.first_backoff = std::chrono::milliseconds(1);
    kafka_ = testing::OpenKafka(options);
  }

 private:
  const std::string name_ = testing::UniqueName("contract");
  std::unique_ptr<KafkaEvents> kafka_;
};

}  // namespace sinergi
