// One request and its answer, and what every loop that carries them needs: deadlines, sockets,
// cancellation.
#pragma once
#include <sys/epoll.h>

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "core/net/client.hpp"
#include "core/net/uri.hpp"

namespace elevaite::net {

// Of an answer, interim answers and trailers included.
constexpr std::size_t kMaxHeaderBytes = 256 << 10;

class TransferLoop;
struct CurlEasy;
struct PlainHost;
class PlainConnection;

// One request and its answer, without redirects. It lives in the frame of the coroutine that waits
// for it.
struct Transfer {
  using SteadyTime = std::chrono::steady_clock::time_point;

  Transfer() = default;
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  bool is_streamed() const {
    return request->on_body && response.status >= 200 && response.status < 300;
  }
  // Hands a piece of the body to the reader, or keeps it; answers whether to go on.
  bool take_body(std::string_view piece);
  // Of a connection that died before any answer came: the request may have taken effect. Answers
  // whether that forbids to send it again, and leaves the error if so.
  bool must_not_repeat();
  void refuse_head();

  // Asked for. The pointers and views belong to the caller.
  const ClientRequest* request = nullptr;
  const Headers* headers = nullptr;
  const UrlParts* parts = nullptr;
  std::string_view method;
  std::string_view url;
  std::string_view host;
  std::string_view body;
  SteadyTime deadline;
  bool may_repeat = false;

  // Answered.
  ClientResponse response;
  std::optional<Error> failure;  // more telling than the code
  std::exception_ptr exception;  // thrown by on_body
  std::string detail;            // what the carrier says of the code
  int attempts = 0;              // how often the request was about to be sent
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;

  // Of the loop.
  TransferLoop* loop = nullptr;
  CurlEasy* easy = nullptr;
  PlainHost* plain_host = nullptr;
  PlainConnection* connection = nullptr;
  bool is_active = false;
  std::size_t index = 0;
  std::optional<Completion<int>> done;
  SteadyTime last_byte;
  SteadyTime connect_deadline = SteadyTime::max();
};

class TransferLoop : public std::enable_shared_from_this<TransferLoop> {
 public:
  explicit TransferLoop(Executor executor);
  virtual ~TransferLoop() = default;
  TransferLoop(const TransferLoop&) = delete;
  TransferLoop& operator=(const TransferLoop&) = delete;

  // Answers a code of the carrier or one of the below. Throws operation_aborted when the caller is
  // cancelled.
  Task<int> run(Transfer& transfer);
  static constexpr int kDone = 0;
  static constexpr int kCancelled = -1;
  static constexpr int kTotalTimeout = -2;
  static constexpr int kIdleTimeout = -3;
  static constexpr int kClosed = -4;
  static constexpr int kConnectTimeout = -5;
  static constexpr int kFailed = -6;  // see Transfer::failure and exception

  // Ends every transfer with kClosed; new ones end so at once.
  void close();
  virtual bool is_idle() const { return active_.empty(); }

 protected:
  friend struct Transfer;
  using SteadyTime = Transfer::SteadyTime;

  // What a carrier does: begins a transfer, lets go of what serves it, and hears of its sockets.
  virtual void start(Transfer& transfer) = 0;
  virtual void abort(Transfer& transfer, int code);
  virtual void let_go(Transfer& transfer) = 0;
  virtual void on_socket(const epoll_event& event) = 0;
  virtual void connect_expired(Transfer& transfer);
  // What a carrier does at the end of every entry from outside; it ends with rest().
  virtual void settle() = 0;
  virtual std::vector<Transfer*> waiting() const { return {}; }

  void enlist(Transfer& transfer);
  void look_at(SteadyTime deadline) { sweep_at_ = std::min(sweep_at_, deadline); }
  // Takes the transfer out of the loop without telling anybody.
  void detach(Transfer& transfer);
  void finish(Transfer& transfer, int code);
  void rest();
  int epoll_fd() { return epoll_.native_handle(); }
  Executor executor() const { return executor_; }

  bool is_closed_ = false;
  std::vector<Transfer*> active_;
  // When the carrier wants settle() to be called.
  SteadyTime wake_at_ = SteadyTime::max();

 private:
  void wait_for_sockets();
  void on_sockets_ready();
  void arm_timer();
  void on_timer();
  void sweep(SteadyTime now);

  Executor executor_;
  // The sockets are watched by an epoll of their own and the event loop watches that one: a wake-up
  // serves a whole batch of sockets, and an unchanged interest costs nothing.
  asio::posix::basic_stream_descriptor<Executor> epoll_;
  bool is_waiting_ = false;
  Timer timer_;
  SteadyTime armed_ = SteadyTime::max();
  SteadyTime sweep_at_ = SteadyTime::max();
};

}  // namespace elevaite::net
