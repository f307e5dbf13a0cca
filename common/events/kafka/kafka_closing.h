#pragma once

#include <librdkafka/rdkafka.h>

namespace sinergi {

// Ends a client, waiting a few seconds at most. librdkafka 2.0 may wait for ever for a thread of
// its own once topics that it knew were deleted and made anew; such a client is left to itself,
// which costs its memory until the process ends. Any thread; the client is not used afterwards.
void CloseKafkaClient(rd_kafka_t* client, int flags);

}  // namespace sinergi
