#pragma once

// Owners of librdkafka's things. Included by this folder's .cc files and inner headers only.
#include <librdkafka/rdkafka.h>

#include <memory>

#include "common/events/kafka/kafka_closing.h"

namespace sinergi {

template <auto Destroy>
struct KafkaDeleter {
  template <class T>
  void operator()(T* handle) const {
    Destroy(handle);
  }
};

template <class T, auto Destroy>
using KafkaOwner = std::unique_ptr<T, KafkaDeleter<Destroy>>;

inline void CloseByDefault(rd_kafka_t* client) { CloseKafkaClient(client, 0); }
using ClientHandle = KafkaOwner<rd_kafka_t, &CloseByDefault>;
using ConfHandle = KafkaOwner<rd_kafka_conf_t, &rd_kafka_conf_destroy>;
using MessageHandle = KafkaOwner<rd_kafka_message_t, &rd_kafka_message_destroy>;
using PartitionsHandle =
    KafkaOwner<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;
using HeadersHandle = KafkaOwner<rd_kafka_headers_t, &rd_kafka_headers_destroy>;
using QueueHandle = KafkaOwner<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
using EventHandle = KafkaOwner<rd_kafka_event_t, &rd_kafka_event_destroy>;
using KafkaErrorHandle = KafkaOwner<rd_kafka_error_t, &rd_kafka_error_destroy>;

}  // namespace sinergi
