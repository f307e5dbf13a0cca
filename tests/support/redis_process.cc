#include "tests/support/redis_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <future>

#include "common/redis/redis_client.h"
#include "tests/support/eventually.h"

namespace sinergi::testing {
namespace {

constexpr const char* kProgram = "/usr/bin/redis-server";

int FreePort() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(probe, generic, size) != 0 || getsockname(probe, generic, &size) != 0) std::abort();
  close(probe);
  return ntohs(address.sin_port);
}

// In the new process: nothing but system calls, other threads may have held any lock.
[[noreturn]] void Become(char* const* command, const char* log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test is killed
  const int output = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(command[0], command);
  _exit(127);
}

std::string TextOf(RedisReply reply) {
  if (const auto text = reply.Text()) return std::string(*text);
  if (const auto error = reply.Error()) return std::string(*error);
  if (const auto number = reply.Integer()) return std::to_string(*number);
  return reply.Answered() ? "(something else)" : "(no answer)";
}

}  // namespace

bool RedisProcess::Installed() { return access(kProgram, X_OK) == 0; }

RedisProcess::RedisProcess(std::vector<std::string> arguments)
    : arguments_(std::move(arguments)), port_(FreePort()) {
  Start();
}

RedisProcess::~RedisProcess() { Kill(); }

void RedisProcess::Start() {
  std::vector<std::string> command{kProgram, "--port",    std::to_string(port_),
                                   "--bind", "127.0.0.1", "--save",
                                   "",       "--dir",     folder_.path().string()};
  command.insert(command.end(), arguments_.begin(), arguments_.end());
  const std::string log = (folder_ / "redis.log").string();
  std::vector<char*> pointers;
  pointers.reserve(command.size() + 1);
  for (std::string& word : command) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) Become(pointers.data(), log.c_str());
  EXPECT_TRUE(Eventually([this] { return Ask({"PING"}) != "(no answer)"; }, "Redis answers"));
}

void RedisProcess::Kill() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void RedisProcess::Pause() {
  kill(pid_, SIGSTOP);
  waitpid(pid_, nullptr, WUNTRACED);
}

void RedisProcess::Resume() { kill(pid_, SIGCONT); }

RedisOptions RedisProcess::Options(std::chrono::milliseconds command_timeout) const {
  RedisOptions options;
  options.url.host = "127.0.0.1";
  options.url.port = port_;
  options.command_timeout = command_timeout;
  options.connect_timeout = std::chrono::seconds(20);
  options.first_backoff = std::chrono::milliseconds(10);
  options.longest_backoff = std::chrono::milliseconds(50);
  return options;
}

std::string RedisProcess::Ask(std::initializer_list<std::string_view> words) const {
  Metrics metrics;
  RedisClient client(Options(), metrics);
  std::promise<std::string> answer;
  RedisDone done = [&answer](RedisReply reply) { answer.set_value(TextOf(reply)); };
  const auto sent =
      Eventually([&] { return client.Send(words, done); }, "connected", std::chrono::seconds(5));
  return sent ? answer.get_future().get() : "(no answer)";
}

}  // namespace sinergi::testing
