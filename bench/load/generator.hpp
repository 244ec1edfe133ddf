// Closed-loop load: each user has one keep-alive connection and one request in flight. One thread.
#pragma once
#include <netinet/in.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "load/report.hpp"
#include "load/response_reader.hpp"

namespace elevaite::bench {

struct LoadOptions {
  std::string url;
  std::string method = "POST";
  std::string body;  // {{i}} becomes the number of the request, {{u}} that of the user
  std::vector<std::string> headers;
  std::string expect;  // must occur in the body of a good answer
  std::size_t users = 1;
  std::size_t requests = 0;  // of the measured part; 0: `seconds` ends it
  std::size_t max_errors = 1000;
  double seconds = 0;
  double warmup_seconds = 0;
  double ramp_seconds = 0;  // over which the users start
  double timeout_seconds = 60;
};

class LoadGenerator {
 public:
  // Throws std::runtime_error when the URL is not http:// on the loopback address.
  explicit LoadGenerator(LoadOptions options);
  std::string run();  // the report

 private:
  using Clock = std::chrono::steady_clock;
  struct User {
    std::size_t number = 0;
    int fd = -1;
    bool busy = false;
    Clock::time_point began;
    std::string out;
    std::size_t sent = 0;
    ResponseReader reader;
  };

  bool may_start(Clock::time_point now) const;
  std::string render(const User& user);
  void begin(User& user);
  void connect(User& user);
  void disconnect(User& user);
  void flush(User& user);
  void receive(User& user);
  void finish(User& user);
  void fail(User& user, const std::string& reason);
  void start_due_users(Clock::time_point now);
  void fail_overdue_users(Clock::time_point now);

  LoadOptions options_;
  sockaddr_in address_{};
  std::string head_;  // request line and constant fields
  int epoll_ = -1;
  std::vector<User> users_;
  std::size_t started_users_ = 0;
  std::size_t busy_ = 0;
  std::size_t numbered_ = 0;
  std::size_t measured_ = 0;
  Clock::time_point start_, warm_, stop_, last_good_;
  Report report_;
};

}  // namespace elevaite::bench
