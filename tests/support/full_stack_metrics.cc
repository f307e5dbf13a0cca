#include "tests/support/full_stack_metrics.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace sinergi::testing {

std::string ScrapeMetrics(int port) {
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(client, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
    (void)!write(client, request.data(), request.size());
    std::array<char, 4096> bytes{};
    ssize_t got = 0;
    while ((got = read(client, bytes.data(), bytes.size())) > 0) {
      answer.append(bytes.data(), static_cast<std::size_t>(got));
    }
  }
  close(client);
  return answer;
}

double MetricIn(const std::string& scraped, const std::string& series) {
  const std::string line = "\n" + series + " ";
  const std::size_t found = scraped.find(line);
  if (found == std::string::npos) return 0;
  return std::strtod(scraped.c_str() + found + line.size(), nullptr);
}

}  // namespace sinergi::testing
