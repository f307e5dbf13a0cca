#include "common/redis/redis_connection.h"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "common/redis/redis_command.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::size_t kReadBytes = 16'384;  // hiredis moves what it holds: small pieces cost less

Error Unavailable(std::string cause) {
  return Error::Of(reasons::kUnavailable).Because(std::move(cause));
}

Error SystemError(const char* what) {
  return Unavailable(std::string(what) + ": " + std::generic_category().message(errno));
}

timeval TimevalOf(std::chrono::milliseconds time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::chrono::microseconds rest = time - seconds;
  return {static_cast<time_t>(seconds.count()), static_cast<suseconds_t>(rest.count())};
}

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};

// The connected socket, to be closed by the caller.
Result<int> Connect(const RedisUrl& url, std::chrono::milliseconds timeout) {
  const std::unique_ptr<redisContext, FreeContext> context(
      redisConnectWithTimeout(url.host.c_str(), url.port, TimevalOf(timeout)));
  if (!context) return Unavailable("no memory for a connection");
  if (context->err != 0) return Unavailable(context->errstr);
  redisEnableKeepAlive(context.get());
  const int socket = fcntl(context->fd, F_DUPFD_CLOEXEC, 0);
  if (socket < 0) return SystemError("dup");
  if (fcntl(socket, F_SETFL, O_NONBLOCK) != 0) {
    close(socket);
    return SystemError("fcntl");
  }
  return socket;
}

using Command = std::vector<std::string_view>;

// What makes a connection ours; PING last, so that one that only listens is found out.
std::vector<Command> EnteringCommands(const RedisUrl& url, const std::string& database) {
  std::vector<Command> commands;
  if (!url.password.empty()) {
    commands.push_back(url.user.empty() ? Command{"AUTH", url.password}
                                        : Command{"AUTH", url.user, url.password});
  }
  if (url.database != 0) commands.push_back({"SELECT", database});
  commands.push_back({"PING"});
  return commands;
}

}  // namespace

RedisConnection::RedisConnection(int socket) : socket_(socket), reader_(redisReaderCreate()) {
  if (reader_) reader_->maxbuf = 0;  // keep the buffer between replies
}

RedisConnection::~RedisConnection() { close(socket_); }

void RedisConnection::FreeReader::operator()(redisReader* reader) const { redisReaderFree(reader); }

Result<std::unique_ptr<RedisConnection>> RedisConnection::Open(const RedisUrl& url,
                                                               std::chrono::milliseconds timeout) {
  const auto socket = Connect(url, timeout);
  if (!socket) return socket.error();
  std::unique_ptr<RedisConnection> connection(new RedisConnection(*socket));
  if (!connection->reader_) return Unavailable("no memory for a reader");
  if (auto done = connection->Enter(url, Deadline::In(timeout)); !done) return done.error();
  return connection;
}

Status RedisConnection::Enter(const RedisUrl& url, Deadline deadline) {
  const std::string database = std::to_string(url.database);
  const std::vector<Command> commands = EnteringCommands(url, database);
  Outgoing outgoing;
  for (const Command& command : commands) AppendCommand(outgoing.bytes, command);
  if (auto done = Send(outgoing); !done) return done;
  if (!outgoing.Empty()) return Unavailable("the socket takes nothing");
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (auto done = AwaitOk(deadline); !done) return done;
  }
  return Status::Ok();
}

Status RedisConnection::AwaitOk(Deadline deadline) {
  while (true) {
    const auto reply = Next();
    if (!reply) return reply.error();
    if (*reply) {
      const RedisReply answer(reply->get());
      if (answer.Text()) return Status::Ok();
      return Unavailable(std::string(answer.Error().value_or("an answer of another kind")));
    }
    if (auto done = AwaitBytes(deadline); !done) return done;
  }
}

Status RedisConnection::AwaitBytes(Deadline deadline) {
  pollfd waited{socket_, POLLIN, 0};
  const int left = static_cast<int>(deadline.Left().count());
  if (poll(&waited, 1, left) == 0 || left == 0) return Unavailable("no answer in time");
  bool more = false;
  return Receive(more);
}

Status RedisConnection::Send(Outgoing& outgoing) {
  while (!outgoing.Empty()) {
    const auto sent = send(socket_, outgoing.bytes.data() + outgoing.sent,
                           outgoing.bytes.size() - outgoing.sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return Status::Ok();
    if (sent < 0) return SystemError("send");
    outgoing.sent += static_cast<std::size_t>(sent);
  }
  outgoing.bytes.clear();
  outgoing.sent = 0;
  return Status::Ok();
}

Status RedisConnection::Receive(bool& more) {
  std::array<char, kReadBytes> bytes;
  const auto received = recv(socket_, bytes.data(), bytes.size(), 0);
  more = received == static_cast<ssize_t>(bytes.size());
  if (received == 0) return Unavailable("Redis ended the connection");
  if (received < 0) {
    const bool nothing = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return nothing ? Status::Ok() : SystemError("recv");
  }
  if (redisReaderFeed(reader_.get(), bytes.data(), static_cast<std::size_t>(received)) !=
      REDIS_OK) {
    return Unavailable(reader_->errstr);
  }
  return Status::Ok();
}

Result<RedisReplyHandle> RedisConnection::Next() {
  void* reply = nullptr;
  if (redisReaderGetReply(reader_.get(), &reply) != REDIS_OK) return Unavailable(reader_->errstr);
  return RedisReplyHandle(static_cast<redisReply*>(reply));
}

}  // namespace sinergi
