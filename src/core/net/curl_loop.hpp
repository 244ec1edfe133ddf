// libcurl's multi interface driven by the event loop. curl's own types stay behind the .cpp files.
#pragma once
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <unordered_map>

#include "core/net/client.hpp"

namespace elevaite::net {

class CurlLoop;
struct CurlEasy;

// One request and its answer, without redirects. It lives in the frame of the coroutine that waits
// for it.
struct Transfer {
  using SteadyTime = std::chrono::steady_clock::time_point;

  Transfer() = default;
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // Asked for. The pointers and views belong to the caller.
  const ClientRequest* request = nullptr;
  const Headers* headers = nullptr;
  std::string_view method;
  std::string_view url;
  std::string_view host;
  std::string_view body;
  SteadyTime deadline;
  bool may_repeat = false;

  // Answered.
  ClientResponse response;
  std::optional<Error> failure;  // found by a callback, and more telling than curl's code
  std::exception_ptr exception;  // thrown by on_body
  std::string curl_message;
  int attempts = 0;  // how often the request was about to be sent

  // Of the loop.
  CurlLoop* loop = nullptr;
  CurlEasy* easy = nullptr;
  std::size_t index = 0;
  std::optional<Completion<int>> done;
  SteadyTime last_byte;
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;
};

class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
 public:
  // Guarded loops ignore proxies. Connections are pooled per loop, so every guard needs a loop of
  // its own.
  CurlLoop(Executor executor, const ClientOptions& options, bool is_guarded);
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  // Answers curl's result code or one of the below. Throws operation_aborted when the caller is
  // cancelled.
  Task<int> run(Transfer& transfer);
  static constexpr int kCancelled = -1;
  static constexpr int kTotalTimeout = -2;
  static constexpr int kIdleTimeout = -3;
  static constexpr int kClosed = -4;

  // Ends every transfer with kClosed; new ones end so at once.
  void close();
  bool is_idle() const { return active_.empty() && to_start_.empty(); }

 private:
  friend struct Transfer;
  friend struct CurlCallbacks;
  using SteadyTime = Transfer::SteadyTime;
  using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
  struct Watch {
    unsigned registered = 0;  // epoll events
    unsigned wanted = 0;
    bool is_ours = false;  // opened by us; others belong to curl's resolver
  };

  void start(Transfer& transfer);
  void abort(Transfer& transfer, int code);
  void detach(Transfer& transfer);
  void finish(Transfer& transfer, int code);
  CurlEasy* take_easy();
  void act(int fd, int events);
  void act_on_due_timers();
  void collect_finished();
  void run_deferred();
  void settle();
  void wait_for_sockets();
  void on_sockets_ready();
  void watch_socket(int fd, unsigned wanted);
  void register_events(int fd, Watch& watch, unsigned events);
  void arm_timer();
  void on_timer();
  void sweep(SteadyTime now);

  Executor executor_;
  bool is_guarded_;
  void* multi_ = nullptr;
  std::vector<std::unique_ptr<CurlEasy>> easies_;
  std::vector<CurlEasy*> idle_easies_;
  std::vector<Transfer*> active_;
  // curl may not be entered from its callbacks; what they ask for waits here.
  bool is_inside_curl_ = false;
  std::vector<Transfer*> to_start_;
  std::vector<std::pair<Transfer*, int>> to_abort_;
  bool is_closed_ = false;
  // curl's sockets are watched by an epoll of their own, level-triggered as curl expects, and the
  // event loop watches that one: a wake-up serves a whole batch of sockets, and an unchanged
  // interest costs nothing.
  Descriptor epoll_;
  bool is_waiting_ = false;
  std::unordered_map<int, Watch> watches_;
  Timer timer_;
  SteadyTime armed_ = SteadyTime::max();
  SteadyTime curl_deadline_ = SteadyTime::max();
  SteadyTime sweep_at_ = SteadyTime::max();
};

}  // namespace elevaite::net
