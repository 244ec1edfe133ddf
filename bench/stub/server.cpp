#include "stub/server.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace elevaite::bench {
namespace {

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

std::string_view header(std::string_view head, std::string_view name) {
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
    const std::size_t end = head.find("\r\n", at + 2);
    std::string_view line = head.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        strncasecmp(line.data(), name.data(), name.size()) == 0) {
      line.remove_prefix(name.size() + 1);
      line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
      return line;
    }
    at = end;
  }
  return {};
}

// The body of a chunked message. Answers the bytes it takes, or 0 while it is incomplete.
std::size_t read_chunks(std::string_view text, std::string& body) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t end = text.find("\r\n", at);
    if (end == std::string_view::npos) return 0;
    const std::size_t size = std::strtoul(text.data() + at, nullptr, 16);
    if (text.size() < end + 4 + size) return 0;
    body.append(text.substr(end + 2, size));
    at = end + 4 + size;
    if (size == 0) return at;
  }
}

struct Message {
  std::string_view method;
  std::string_view target;
  std::string_view body;
  std::size_t size = 0;  // 0: incomplete
};

Message read_message(std::string_view text, std::string& storage) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return {};
  const std::string_view head = text.substr(0, end);
  Message message;
  std::size_t body_size = 0;
  if (!header(head, "transfer-encoding").empty()) {
    body_size = read_chunks(text.substr(end + 4), storage);
    if (body_size == 0) return {};
    message.body = storage;
  } else {
    const std::string_view length = header(head, "content-length");
    if (!length.empty()) body_size = std::strtoul(length.data(), nullptr, 10);
    if (text.size() < end + 4 + body_size) return {};
    message.body = text.substr(end + 4, body_size);
  }
  const std::size_t first = head.find(' ');
  const std::size_t second = head.find(' ', first + 1);
  message.method = head.substr(0, first);
  message.target = head.substr(first + 1, second - first - 1);
  message.size = end + 4 + body_size;
  return message;
}

void watch(int epoll, int fd, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  checked(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

}  // namespace

StubServer::StubServer(Stub& stub, std::uint16_t port) : stub_(stub) {
  listener_ = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket");
  const int on = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  checked(::bind(listener_, generic, size), "bind");
  checked(::listen(listener_, 4096), "listen");
  checked(::getsockname(listener_, generic, &size), "getsockname");
  port_ = ntohs(address.sin_port);
  epoll_ = checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  watch(epoll_, listener_, EPOLLIN);
}

StubServer::~StubServer() {
  for (const auto& connection : connections_) {
    if (connection && connection->fd >= 0) ::close(connection->fd);
  }
  ::close(listener_);
  ::close(epoll_);
}

void StubServer::drop(Connection& connection) {
  ::close(connection.fd);
  connection = Connection{.generation = connection.generation + 1};
}

void StubServer::flush(Connection& connection) {
  while (connection.sent < connection.out.size()) {
    const ssize_t n = ::send(connection.fd, connection.out.data() + connection.sent,
                             connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) return;  // EPOLLOUT resumes
    if (n <= 0) return drop(connection);
    connection.sent += static_cast<std::size_t>(n);
  }
  connection.out.clear();
  connection.sent = 0;
}

void StubServer::process(Connection& connection) {
  std::size_t used = 0;
  while (!connection.waiting && used < connection.in.size()) {
    std::string storage;
    const auto message = read_message(std::string_view(connection.in).substr(used), storage);
    if (message.size == 0) break;
    StubAnswer answer = stub_.answer(message.method, message.target, message.body);
    used += message.size;
    if (answer.latency.count() == 0) {
      connection.out += answer.bytes;
      continue;
    }
    connection.waiting = true;
    auto& queue = message.target.starts_with("/orders/") ? late_tools_ : late_models_;
    queue.push_back({Clock::now() + answer.latency, connection.fd, connection.generation,
                     std::move(answer.bytes)});
  }
  connection.in.erase(0, used);
  flush(connection);
}

void StubServer::receive(Connection& connection) {
  for (;;) {
    const ssize_t n = ::recv(connection.fd, buffer_.data(), buffer_.size(), 0);
    if (n == 0 || (n < 0 && errno != EAGAIN)) return drop(connection);
    if (n < 0) break;
    connection.in.append(buffer_.data(), static_cast<std::size_t>(n));
    if (static_cast<std::size_t>(n) < buffer_.size()) break;
  }
  process(connection);
}

void StubServer::accept_all() {
  const int on = 1;
  for (;;) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto index = static_cast<std::size_t>(fd);
    if (connections_.size() <= index) connections_.resize(index + 64);
    if (!connections_[index]) connections_[index] = std::make_unique<Connection>();
    connections_[index]->fd = fd;
    watch(epoll_, fd, EPOLLIN | EPOLLOUT | EPOLLET);
    stub_.count_connection();
  }
}

void StubServer::send_late(std::deque<Late>& queue) {
  const auto now = Clock::now();
  while (!queue.empty() && queue.front().at <= now) {
    const Late late = std::move(queue.front());
    queue.pop_front();
    Connection& connection = *connections_[static_cast<std::size_t>(late.fd)];
    if (connection.fd != late.fd || connection.generation != late.generation) continue;
    connection.waiting = false;
    connection.out += late.bytes;
    process(connection);
  }
}

int StubServer::milliseconds_to_next() const {
  auto next = Clock::time_point::max();
  for (const auto* queue : {&late_models_, &late_tools_}) {
    if (!queue->empty()) next = std::min(next, queue->front().at);
  }
  if (next == Clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
  return std::max(0, static_cast<int>(left.count()));
}

void StubServer::run() {
  std::array<epoll_event, 512> events{};
  for (;;) {
    const int n = epoll_wait(epoll_, events.data(), events.size(), milliseconds_to_next());
    for (int i = 0; i < n; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      if (event.data.fd == listener_) {
        accept_all();
        continue;
      }
      Connection& connection = *connections_[static_cast<std::size_t>(event.data.fd)];
      if (connection.fd < 0) continue;
      if ((event.events & EPOLLIN) != 0) {
        receive(connection);
      } else if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) {
        drop(connection);
      } else if (!connection.out.empty()) {
        flush(connection);
      }
    }
    send_late(late_models_);
    send_late(late_tools_);
  }
}

}  // namespace elevaite::bench
