#pragma once

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "common/events/kafka/kafka_producer.h"

namespace sinergi {

// A producer that is replaced by a new one whenever it cannot go on. Used by one thread at a time.
//
// When the time of a Send is over, what is still on its way is given up together with its producer,
// in the background: closing one may wait for a name server. A broker that has such a record in its
// hands may still write it. That breaks no order: the given-up producer wrote each key's records
// from its first open one on, without a gap, and whoever tries again begins at that same record. Of
// each record the earliest copy therefore lies behind the earliest copy of the one before it; all
// others are repeats, which a reader knows by their revision.
class KafkaSender {
 public:
  KafkaSender(KafkaConnection connection, std::size_t max_record_bytes);

  // As KafkaProducer's. All fail when there is no producer to be had.
  std::vector<Delivery> Send(OutgoingRecords& records, Deadline deadline);

  // What the last Send's client complained of; for the log.
  const std::string& complaint() const { return complaint_; }

 private:
  // Makes a producer when there is none. Not beyond a few that are still being closed.
  bool Ready(Deadline deadline);
  void Retire();

  const KafkaConnection connection_;
  const std::size_t max_record_bytes_;
  std::unique_ptr<KafkaProducer> producer_;
  std::vector<std::future<void>> retiring_;
  std::string complaint_;
};

}  // namespace sinergi
