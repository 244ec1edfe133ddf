#include "load/generator.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace elevaite::bench {
namespace {

std::chrono::nanoseconds seconds(double value) {
  return std::chrono::nanoseconds(static_cast<long long>(value * 1e9));
}

void replace_all(std::string& text, std::string_view name, std::size_t value) {
  for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;) {
    text.replace(at, name.size(), std::to_string(value));
  }
}

}  // namespace

LoadGenerator::LoadGenerator(LoadOptions options) : options_(std::move(options)) {
  const std::string_view url = options_.url;
  const std::size_t slash = url.find('/', 7);
  const std::string host(url.substr(std::min<std::size_t>(7, url.size()), slash - 7));
  const std::size_t colon = host.find(':');
  if (!url.starts_with("http://") || host.substr(0, colon) != "127.0.0.1") {
    throw std::runtime_error(
        "--url must begin with http://127.0.0.1, as load is for loopback only");
  }
  address_.sin_family = AF_INET;
  address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address_.sin_port = htons(static_cast<std::uint16_t>(
      colon == std::string::npos ? 80 : std::stoul(host.substr(colon + 1))));
  head_ = options_.method + " " +
          (slash == std::string_view::npos ? "/" : std::string(url.substr(slash))) +
          " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n";
  for (const std::string& header : options_.headers) head_ += header + "\r\n";
  users_.resize(options_.users);
  for (std::size_t i = 0; i < users_.size(); ++i) users_[i].number = i;
}

bool LoadGenerator::may_start(Clock::time_point now) const {
  if (report_.errors() >= options_.max_errors) return false;
  return options_.requests > 0 ? measured_ < options_.requests : now < stop_;
}

std::string LoadGenerator::render(const User& user) {
  std::string body = options_.body;
  replace_all(body, "{{i}}", ++numbered_);
  replace_all(body, "{{u}}", user.number);
  std::string out = head_;
  if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  replace_all(out, "{{i}}", numbered_);
  return out + "\r\n" + body;
}

void LoadGenerator::begin(User& user) {
  const auto now = Clock::now();
  if (!may_start(now)) return disconnect(user);
  if (now >= warm_) ++measured_;
  user.out = render(user);
  user.sent = 0;
  user.reader.reset();
  user.began = now;
  user.busy = true;
  ++busy_;
  if (user.fd < 0) {
    connect(user);
  } else {
    flush(user);
  }
}

void LoadGenerator::connect(User& user) {
  user.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (user.fd < 0) throw std::runtime_error("Out of sockets; raise `ulimit -n`.");
  const int on = 1;
  setsockopt(user.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(user.fd, reinterpret_cast<sockaddr*>(&address_), sizeof address_) != 0 &&
      errno != EINPROGRESS) {
    return fail(user, std::strerror(errno));
  }
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &user;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, user.fd, &event);
}

void LoadGenerator::disconnect(User& user) {
  if (user.fd >= 0) ::close(user.fd);
  user.fd = -1;
}

void LoadGenerator::flush(User& user) {
  while (user.sent < user.out.size()) {
    const ssize_t n =
        ::send(user.fd, user.out.data() + user.sent, user.out.size() - user.sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) return;  // EPOLLOUT resumes
    if (n < 0) return fail(user, std::strerror(errno));
    user.sent += static_cast<std::size_t>(n);
  }
}

void LoadGenerator::receive(User& user) {
  static std::array<char, 64 * 1024> buffer;
  for (;;) {
    const ssize_t n = ::recv(user.fd, buffer.data(), buffer.size(), 0);
    if (n < 0 && errno == EAGAIN) return;
    if (!user.busy) return disconnect(user);  // closed between two requests
    if (n <= 0) return fail(user, n < 0 ? std::strerror(errno) : "closed before the answer");
    if (user.reader.feed({buffer.data(), static_cast<std::size_t>(n)})) return finish(user);
  }
}

void LoadGenerator::finish(User& user) {
  const auto now = Clock::now();
  const ResponseReader& reader = user.reader;
  const bool good = reader.status() >= 200 && reader.status() < 300 &&
                    reader.body().find(options_.expect) != std::string_view::npos;
  if (!good) {
    return fail(user,
                std::to_string(reader.status()) + " " + std::string(reader.body().substr(0, 200)));
  }
  if (user.began >= warm_) report_.add_latency(now - user.began);
  if (now >= warm_ && (options_.requests > 0 ? user.began >= warm_ : now < stop_)) {
    report_.add_finished();
    last_good_ = now;
  }
  user.busy = false;
  --busy_;
  if (reader.closes()) disconnect(user);
  begin(user);
}

void LoadGenerator::fail(User& user, const std::string& reason) {
  report_.add_error(reason);
  user.busy = false;
  --busy_;
  disconnect(user);
  begin(user);
}

void LoadGenerator::start_due_users(Clock::time_point now) {
  while (started_users_ < users_.size()) {
    const double share = static_cast<double>(started_users_) / static_cast<double>(users_.size());
    if (now < start_ + seconds(options_.ramp_seconds * share)) return;
    begin(users_[started_users_++]);
  }
}

void LoadGenerator::fail_overdue_users(Clock::time_point now) {
  for (User& user : users_) {
    if (user.busy && now - user.began > seconds(options_.timeout_seconds)) fail(user, "timeout");
  }
}

std::string LoadGenerator::run() {
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  start_ = Clock::now();
  warm_ = last_good_ = start_ + seconds(options_.warmup_seconds);
  stop_ = warm_ + seconds(options_.seconds);
  auto checked = start_;
  std::array<epoll_event, 512> events{};
  start_due_users(start_);
  while (busy_ > 0 || (started_users_ < users_.size() && may_start(Clock::now()))) {
    const int wait_ms = started_users_ < users_.size() ? 1 : 200;
    const int n = epoll_wait(epoll_, events.data(), events.size(), wait_ms);
    for (int i = 0; i < n; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      User& user = *static_cast<User*>(event.data.ptr);
      if (user.busy && user.sent < user.out.size()) flush(user);
      if (user.fd >= 0 && (event.events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) {
        receive(user);
      }
    }
    const auto now = Clock::now();
    start_due_users(now);
    if (now - checked > std::chrono::seconds(1)) fail_overdue_users(checked = now);
  }
  ::close(epoll_);
  const auto measured = (options_.requests > 0 ? last_good_ : stop_) - warm_;
  return report_.to_json(options_.users, std::chrono::duration<double>(measured).count());
}

}  // namespace elevaite::bench
