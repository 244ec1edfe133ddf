// For the tests of this folder: an event loop on a thread of its own, and a plain blocking TCP
// peer.
#pragma once
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>

#include "core/net/server.hpp"

namespace elevaite::net {

class LoopThread {
 public:
  LoopThread() : work_(loop_.get_executor()), thread_([this] { loop_.run(); }) {}
  ~LoopThread() {
    work_.reset();
    thread_.join();
  }
  Executor executor() { return loop_.get_executor(); }

  // Runs a plain function on the loop and waits for its result.
  template <class Function>
  auto call(Function function) {
    if constexpr (std::is_void_v<decltype(function())>) {
      run(function);
    } else {
      std::optional<decltype(function())> result;
      run([&] { result.emplace(function()); });
      return std::move(*result);
    }
  }

  template <class T>
  std::future<T> start(Task<T> task) {
    auto promise = std::make_shared<std::promise<T>>();
    start_task(executor(), fulfil(std::move(task), promise), [promise](std::exception_ptr thrown) {
      if (thrown) promise->set_exception(thrown);
    });
    return promise->get_future();
  }

 private:
  void run(const std::function<void()>& work) {
    std::promise<void> done;
    asio::post(loop_, [&] {
      try {
        work();
        done.set_value();
      } catch (...) {
        done.set_exception(std::current_exception());
      }
    });
    done.get_future().get();
  }
  template <class T>
  static Task<void> fulfil(Task<T> task, std::shared_ptr<std::promise<T>> promise) {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(task);
      promise->set_value();
    } else {
      T value = co_await std::move(task);
      promise->set_value(std::move(value));
    }
  }

  asio::io_context loop_{1};
  asio::executor_work_guard<Executor> work_;
  std::thread thread_;
};

// Every wait ends after five seconds at the latest.
class RawPeer {
 public:
  explicit RawPeer(int fd) : fd_(fd) { set_limits(); }
  static RawPeer connect(std::uint16_t port) {
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return RawPeer(fd);
  }
  RawPeer(RawPeer&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)) {}
  ~RawPeer() { close(); }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  void reset() {
    linger hard{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close();
  }
  // Everything up to and including `end`; what has come so far when the peer closes first.
  std::string read_until(std::string_view end) {
    std::size_t at = 0;
    while ((at = received_.find(end)) == std::string::npos) {
      if (!receive()) return std::exchange(received_, {});
    }
    return take(at + end.size());
  }
  std::string read_exactly(std::size_t count) {
    while (received_.size() < count && receive()) {
    }
    return take(std::min(count, received_.size()));
  }
  std::string read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  // A response with Content-Length: head and body.
  std::string read_response() {
    auto head = read_until("\r\n\r\n");
    auto at = head.find("Content-Length: ");
    if (at == std::string::npos) return head;
    return head + read_exactly(std::stoul(head.substr(at + 16)));
  }
  bool is_closed_by_peer() { return received_.empty() && !receive(); }
  int fd() const { return fd_; }

 private:
  void set_limits() {
    timeval limit{5, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  bool receive() {
    char buffer[16384];
    auto count = ::recv(fd_, buffer, sizeof buffer, 0);
    if (count < 0) {
      EXPECT_NE(errno, EAGAIN) << "nothing came for five seconds";
    }
    if (count <= 0) return false;
    received_.append(buffer, static_cast<std::size_t>(count));
    return true;
  }
  std::string take(std::size_t count) {
    auto head = received_.substr(0, count);
    received_.erase(0, count);
    return head;
  }

  int fd_;
  std::string received_;
};

// A listening socket whose connections the test answers by hand.
class RawListener {
 public:
  RawListener() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(fd_, 16), 0);
    socklen_t length = sizeof address;
    ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
  }
  ~RawListener() { close(); }
  RawListener(const RawListener&) = delete;
  RawListener& operator=(const RawListener&) = delete;
  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  RawPeer accept() {
    pollfd ready{fd_, POLLIN, 0};
    EXPECT_EQ(::poll(&ready, 1, 5000), 1) << "nobody connected for five seconds";
    return RawPeer(::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC));
  }
  bool has_connection_waiting() {
    pollfd ready{fd_, POLLIN, 0};
    return ::poll(&ready, 1, 0) == 1;
  }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
  std::uint16_t port_ = 0;
};

// A server on a loop of its own, stopped at the end of the test.
class TestServer {
 public:
  TestServer(HttpHandler handler, ServerOptions options = {}) {
    loop_.call([&] {
      server_ = std::make_unique<HttpServer>(loop_.executor(), options, std::move(handler));
      server_->start().value();
    });
  }
  ~TestServer() {
    if (!stopped_) stop(0s);
    loop_.call([this] { server_.reset(); });
  }
  void stop(Duration grace) {
    stopped_ = true;
    loop_.start(server_->stop(grace)).get();
  }
  std::future<void> start_stopping(Duration grace) {
    stopped_ = true;
    return loop_.start(server_->stop(grace));
  }
  std::size_t connections() {
    return loop_.call([this] { return server_->connections(); });
  }
  std::uint16_t port() const { return server_->port(); }
  std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port()) + path;
  }
  RawPeer connect() const { return RawPeer::connect(port()); }
  LoopThread& loop() { return loop_; }

 private:
  LoopThread loop_;
  std::unique_ptr<HttpServer> server_;
  bool stopped_ = false;
};

}  // namespace elevaite::net
