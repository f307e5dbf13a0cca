// Reads back what the relay has published of one source, checks that nothing is missing and that
// the revisions of each subject are in order, then sends the same records to another topic with
// librdkafka alone: how long does that take?
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "tests/bench/arguments.h"
#include "tests/bench/durations.h"
#include "tests/bench/kafka_client.h"

namespace sinergi::bench {
namespace {

struct ReadBack {
  std::vector<Record> records;
  std::int64_t repeats = 0;
};

// Ends the program at the first event that comes before one of its subject's earlier ones.
ReadBack ReadAll(const Arguments& arguments) {
  PlainConsumer consumer(arguments.Text("brokers"), arguments.Text("topic"),
                         PlainConsumer::From::kBeginning);
  const std::string source = arguments.Text("source");
  const auto wanted = static_cast<std::size_t>(arguments.Number("count"));
  std::unordered_map<std::string, std::int64_t> last;
  ReadBack read;
  read.records.reserve(wanted);
  consumer.Read(std::chrono::seconds(20), [&](Record&& record) {
    if (record.Header("ce_source") != source) return true;
    const std::int64_t revision = std::stoll(record.Header("ce_revision"));
    std::int64_t& known = last[record.key];
    if (revision > known + 1) {
      Fail(record.key + ": revision " + std::to_string(revision) + " follows " +
           std::to_string(known));
    }
    if (revision <= known) {
      ++read.repeats;
      return true;
    }
    known = revision;
    read.records.push_back(std::move(record));
    return read.records.size() < wanted;
  });
  return read;
}

// How many a second the relay has sent, but for the first twentieth of them.
double RelayedPerSecond(const std::vector<Record>& records) {
  std::vector<std::int64_t> sent;
  for (const Record& record : records) sent.push_back(record.sent_ms);
  std::sort(sent.begin(), sent.end());
  const std::size_t first = sent.size() / 20;
  const auto ms = static_cast<double>(std::max<std::int64_t>(sent.back() - sent[first], 1));
  return static_cast<double>(sent.size() - first) * 1000 / ms;
}

// Partitions take turns, as in an outbox.
void Mix(std::vector<Record>& records) {
  std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    const auto revision = [](const Record& record) {
      return std::stoll(record.Header("ce_revision"));
    };
    return std::tuple(revision(a), std::string_view(a.key)) <
           std::tuple(revision(b), std::string_view(b.key));
  });
}

void Run(const Arguments& arguments) {
  ReadBack read = ReadAll(arguments);
  if (read.records.empty()) Fail("nothing was relayed");
  Print("relayed_per_second", RelayedPerSecond(read.records));
  Mix(read.records);
  const std::string brokers = arguments.Text("brokers");
  const std::string topic = arguments.Text("copy");
  MakeTopic(brokers, topic);
  PlainProducer producer(brokers, topic);
  for (int i = 0; i < 1000; ++i) producer.Produce(read.records.front());  // connects, warms up
  producer.Flush();
  const auto began = Durations::Clock::now();
  std::size_t bytes = 0;
  for (const Record& record : read.records) {
    producer.Produce(record);
    producer.Poll();
    bytes += record.value.size();
  }
  producer.Flush();
  const std::chrono::duration<double> took = Durations::Clock::now() - began;
  const auto count = static_cast<double>(read.records.size());
  Print("per_second", count / took.count());
  Print("records", count);
  Print("repeats", static_cast<double>(read.repeats));
  Print("payload_bytes", static_cast<double>(bytes) / count);
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
