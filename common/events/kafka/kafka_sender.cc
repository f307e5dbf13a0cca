#include "common/events/kafka/kafka_sender.h"

#include <chrono>
#include <utility>

namespace sinergi {
namespace {

constexpr std::size_t kMostRetiring = 4;

}  // namespace

KafkaSender::KafkaSender(KafkaConnection connection, std::size_t max_record_bytes)
    : connection_(std::move(connection)), max_record_bytes_(max_record_bytes) {}

std::vector<Delivery> KafkaSender::Send(OutgoingRecords& records, Deadline deadline) {
  if (!Ready(deadline)) {
    return std::vector<Delivery>(records.size(), {RD_KAFKA_RESP_ERR__DESTROY, false});
  }
  auto deliveries = producer_->Send(records, deadline);
  complaint_ = producer_->complaint();
  if (!producer_->reusable()) Retire();
  return deliveries;
}

bool KafkaSender::Ready(Deadline deadline) {
  if (producer_ && producer_->IsUsable()) return true;
  if (producer_) Retire();
  std::erase_if(retiring_, [](const std::future<void>& one) {
    return one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  if (retiring_.size() >= kMostRetiring) {
    complaint_ = "the clients before this one are not closed yet";
    if (retiring_.front().wait_for(deadline.Left()) != std::future_status::ready) return false;
  }
  auto made = KafkaProducer::Make(connection_, max_record_bytes_);
  if (made) {
    producer_ = *std::move(made);
  } else {
    complaint_ = made.error().Text(Language::kEnglish);
  }
  return producer_ != nullptr;
}

void KafkaSender::Retire() {
  retiring_.push_back(
      std::async(std::launch::async, [old = std::move(producer_)]() mutable { old.reset(); }));
}

}  // namespace sinergi
