#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "tests/support/kafka_client.h"

namespace sinergi::testing {
namespace {

constexpr int kBroker = 1;
constexpr int kAnswerMs = 50;  // long enough to send more before an answer comes
constexpr std::int16_t kProduceRequest = 0;

}  // namespace

class KafkaImitation::Impl {
 public:
  explicit Impl(const std::string& topic)
      : host_(rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), nullptr, 0)),
        cluster_(rd_kafka_mock_cluster_new(host_, 1)) {
    EXPECT_EQ(rd_kafka_mock_topic_create(cluster_, topic.c_str(), 1, 1),
              RD_KAFKA_RESP_ERR_NO_ERROR);
  }
  ~Impl() {
    rd_kafka_mock_cluster_destroy(cluster_);
    rd_kafka_destroy(host_);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  rd_kafka_mock_cluster_t* cluster() const { return cluster_; }

 private:
  rd_kafka_t* host_;
  rd_kafka_mock_cluster_t* cluster_;
};

KafkaImitation::KafkaImitation(const std::string& topic) : impl_(std::make_unique<Impl>(topic)) {}
KafkaImitation::~KafkaImitation() = default;

std::string KafkaImitation::Brokers() const {
  return rd_kafka_mock_cluster_bootstraps(impl_->cluster());
}

void KafkaImitation::GoDown() { rd_kafka_mock_broker_set_down(impl_->cluster(), kBroker); }
void KafkaImitation::ComeUp() { rd_kafka_mock_broker_set_up(impl_->cluster(), kBroker); }

void KafkaImitation::RefuseNextRecords() {
  rd_kafka_mock_broker_set_rtt(impl_->cluster(), kBroker, kAnswerMs);
  rd_kafka_mock_push_request_errors(impl_->cluster(), kProduceRequest, 1,
                                    RD_KAFKA_RESP_ERR_INVALID_RECORD);
}

void KafkaImitation::RefuseAsTooLargeAndThenTheNext() {
  rd_kafka_mock_broker_set_rtt(impl_->cluster(), kBroker, kAnswerMs);
  rd_kafka_mock_push_request_errors(impl_->cluster(), kProduceRequest, 2,
                                    RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
                                    RD_KAFKA_RESP_ERR_INVALID_RECORD);
}

}  // namespace sinergi::testing
