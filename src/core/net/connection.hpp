// One accepted connection of the HTTP server.
#pragma once
#include <sys/uio.h>

#include <boost/asio/ip/tcp.hpp>
#include <list>

#include "core/net/input_buffer.hpp"
#include "core/net/request_parser.hpp"
#include "core/net/response_head.hpp"
#include "core/net/server.hpp"

namespace elevaite::net {

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

// The most that is read, and kept unparsed, at a time.
constexpr std::size_t kLargeBuffer = 64 << 10;

class Connection;

// What all connections of a server share. Lives on the loop's thread.
struct ServerContext {
  ServerOptions options;
  HttpHandler handler;
  std::list<Connection*> connections;
  std::string date;
  bool is_stopping = false;
};

class Connection final : public ResponseStream,
                         public BodyStream,
                         public std::enable_shared_from_this<Connection> {
 public:
  Connection(Socket socket, std::string remote_address, std::shared_ptr<ServerContext> context);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Serves requests until either side closes. `self` keeps the connection alive.
  static Task<void> serve(std::shared_ptr<Connection> self);
  // Answers 503 to a connection beyond the server's limit, and closes.
  static Task<void> turn_away(std::shared_ptr<Connection> self);

  // Ends the current phase when its deadline has passed; the server's sweep calls it.
  void expire(SteadyTime now);
  // Stage one of stopping: closes when no request is being read or answered.
  void close_if_idle();
  bool is_idle() const { return phase_ == Phase::idle; }

  Task<Result<void>> write(std::string bytes) override;
  bool is_open() const override { return is_open_; }
  Task<Result<std::string>> read() override;

 private:
  enum class Phase { idle, reading_head, reading_body, handling, writing, lingering };
  enum class Sent { all, blocked, broken };

  void enter(Phase phase, Duration limit);
  // Answers whether a whole request was read.
  Task<bool> read_request();
  Task<bool> fill();
  Task<Result<void>> receive_body();
  // Answers whether the connection can serve another request.
  Task<bool> respond();
  Task<void> call_handler(HttpRequest request, HttpResponse& response);
  Task<bool> send_whole(HttpResponse response, bool keeps_alive);
  Task<bool> send_stream(HttpResponse response, bool keeps_alive);
  Task<void> refuse(int status, std::string detail);
  Task<void> linger();

  void queue(std::string_view bytes);
  Sent send_now();
  Task<bool> send_rest();
  Task<bool> flush();

  void watch_for_disconnect();
  bool receive_while_streaming();
  void notice_disconnect();

  Socket socket_;
  std::string remote_address_;
  std::shared_ptr<ServerContext> context_;
  std::list<Connection*>::iterator position_;
  RequestParser parser_;
  InputBuffer input_;
  Phase phase_ = Phase::idle;
  SteadyTime deadline_ = SteadyTime::max();
  bool has_expired_ = false;
  bool has_continued_ = false;  // 100 was sent for the body that is being streamed
  bool is_closing_ = false;
  // The pieces of the write in progress; the memory belongs to the coroutine that writes.
  std::array<iovec, 3> pieces_{};
  std::size_t piece_count_ = 0;
  std::string out_;
  // Of the response being streamed.
  bool is_open_ = false;
  bool is_chunked_ = false;
  std::optional<std::uint64_t> stream_left_;  // to be written yet, when the length was told
  std::uint64_t watch_turn_ = 0;
};

}  // namespace elevaite::net
