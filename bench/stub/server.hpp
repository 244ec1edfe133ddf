// The stub's HTTP/1.1 server: one thread, epoll, keep-alive and pipelining, loopback only. It is
// not core/net's on purpose: what measures the platform must not be part of it, and must cost less.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "stub/answers.hpp"

namespace elevaite::bench {

class StubServer {
 public:
  // Throws std::system_error when the port is taken. Port 0 lets the system choose.
  StubServer(Stub& stub, std::uint16_t port);
  ~StubServer();
  StubServer(const StubServer&) = delete;
  StubServer& operator=(const StubServer&) = delete;

  std::uint16_t port() const { return port_; }
  [[noreturn]] void run();

 private:
  using Clock = std::chrono::steady_clock;
  struct Connection {
    int fd = -1;
    unsigned generation = 0;  // tells a late answer that its connection has gone
    bool waiting = false;     // for a delayed answer
    std::string in;
    std::string out;
    std::size_t sent = 0;
  };
  struct Late {
    Clock::time_point at;
    int fd;
    unsigned generation;
    std::string bytes;
  };

  void accept_all();
  void receive(Connection& connection);
  void process(Connection& connection);
  void flush(Connection& connection);
  void drop(Connection& connection);
  void send_late(std::deque<Late>& queue);
  int milliseconds_to_next() const;

  Stub& stub_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int epoll_ = -1;
  std::vector<std::unique_ptr<Connection>> connections_;  // by descriptor
  // The latency of each is constant, so both queues are in order of time.
  std::deque<Late> late_models_;
  std::deque<Late> late_tools_;
  std::vector<char> buffer_ = std::vector<char>(256 * 1024);
};

}  // namespace elevaite::bench
