#include "core/net/connection.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstring>

#include "core/log.hpp"

namespace elevaite::net {
namespace {

constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kTupleTask{use_task};
// An idle connection holds this much; a body is read in larger pieces.
constexpr std::size_t kSmallBuffer = 2048;
constexpr std::size_t kLargeBuffer = 64 << 10;
// A body up to this size is copied behind the head; a larger one is sent from where it is.
constexpr std::size_t kMaxCopiedBody = 16 << 10;
// After an error answer the peer may still be sending; what it sends is read and dropped for so
// long, because closing at once would reset the connection and lose the answer.
constexpr Duration kLinger = 2s;
constexpr std::size_t kMaxLingerBytes = 16 << 20;

bool is_bodiless(int status) { return status == 204 || status == 304; }

}  // namespace

void InputBuffer::consume(std::size_t count) {
  begin_ += count;
  if (begin_ == end_) begin_ = end_ = 0;
}

asio::mutable_buffer InputBuffer::prepare(std::size_t max) {
  if (begin_ > 0 && end_ == capacity_) {
    std::memmove(data_.get(), data_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == capacity_) {
    if (capacity_ >= max) return {};
    std::size_t larger = std::min(max, capacity_ == 0 ? kSmallBuffer : capacity_ * 4);
    std::unique_ptr<char[]> data(new char[larger]);
    if (end_ > 0) std::memcpy(data.get(), data_.get(), end_);
    data_ = std::move(data);
    capacity_ = larger;
  }
  return {data_.get() + end_, capacity_ - end_};
}

void InputBuffer::shrink() {
  if (capacity_ > kSmallBuffer) release();
}

void InputBuffer::release() {
  if (!empty()) return;
  data_.reset();
  capacity_ = begin_ = end_ = 0;
}

Connection::Connection(Socket socket, std::string remote_address,
                       std::shared_ptr<ServerContext> context)
    : socket_(std::move(socket)),
      remote_address_(std::move(remote_address)),
      context_(std::move(context)),
      position_(context_->connections.insert(context_->connections.end(), this)),
      parser_(context_->options.max_header_bytes, context_->options.max_body_bytes) {}

Connection::~Connection() { context_->connections.erase(position_); }

Task<void> Connection::serve(std::shared_ptr<Connection> self) {
  bool goes_on = true;
  while (goes_on) {
    goes_on = false;
    bool has_request = co_await self->read_request();
    if (!has_request) continue;
    goes_on = co_await self->respond();
  }
}

Task<void> Connection::turn_away(std::shared_ptr<Connection> self) {
  std::string detail = "The server has too many connections. Try again in a moment.";
  co_await self->refuse(503, std::move(detail));
}

void Connection::enter(Phase phase, Duration limit) {
  phase_ = phase;
  deadline_ = std::chrono::steady_clock::now() + limit;
}

void Connection::expire(SteadyTime now) {
  if (now < deadline_) return;
  deadline_ = SteadyTime::max();
  has_expired_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::close_if_idle() {
  if (phase_ != Phase::idle || is_closing_) return;
  is_closing_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

Task<bool> Connection::read_request() {
  const ServerOptions& options = context_->options;
  parser_.reset();
  input_.shrink();
  if (out_.capacity() > kLargeBuffer) out_ = std::string();
  if (context_->is_stopping && input_.empty()) co_return false;
  enter(Phase::idle, options.idle_deadline);
  while (true) {
    if (!input_.empty()) {
      if (phase_ == Phase::idle) enter(Phase::reading_head, options.header_deadline);
      input_.consume(parser_.feed(input_.view()));
      auto state = parser_.state();
      if (state == RequestParser::State::done) co_return true;
      if (state == RequestParser::State::failed) {
        auto failure = parser_.failure();
        co_await refuse(failure.status, std::move(failure.detail));
        co_return false;
      }
      if (state == RequestParser::State::head) {
        if (parser_.expects_continue() && input_.empty()) {
          queue("HTTP/1.1 100 Continue\r\n\r\n");
          bool sent = co_await flush();
          if (!sent) co_return false;
        }
        enter(Phase::reading_body, options.body_deadline);
        continue;
      }
    }
    bool has_more = co_await fill();
    if (!has_more) co_return false;
  }
}

Task<bool> Connection::fill() {
  const ServerOptions& options = context_->options;
  auto room = input_.prepare(std::max(kLargeBuffer, options.max_header_bytes + 1024));
  if (room.size() == 0) {
    std::string detail = "The request is not valid HTTP: a line has no end.";
    co_await refuse(400, std::move(detail));
    co_return false;
  }
  auto [code, count] = co_await socket_.async_read_some(room, kTupleTask);
  input_.commit(count);
  if (!code) co_return true;
  if (has_expired_ && (phase_ == Phase::reading_head || phase_ == Phase::reading_body)) {
    bool is_head = phase_ == Phase::reading_head;
    std::string detail = is_head ? "The request's head took too long to arrive."
                                 : "The request's body took too long to arrive.";
    co_await refuse(408, std::move(detail));
  }
  co_return false;
}

Task<bool> Connection::respond() {
  phase_ = Phase::handling;
  deadline_ = SteadyTime::max();
  bool keeps_alive = parser_.keeps_alive();
  HttpRequest request = parser_.take();
  request.remote_address = remote_address_;
  bool is_head_method = request.method == "HEAD";
  HttpResponse response;
  co_await call_handler(std::move(request), response);
  if (context_->is_stopping || equals_ignoring_case(response.headers.get("connection"), "close")) {
    keeps_alive = false;
  }
  if (is_head_method && response.stream) {
    // There is no length to tell and nothing to stream: the head says what a GET would have said.
    response.stream = nullptr;
    out_.clear();
    HeadOptions head;
    head.framing = parser_.is_http_1_0() ? Framing::until_close : Framing::chunked;
    head.keeps_alive = keeps_alive;
    head.is_http_1_0 = parser_.is_http_1_0();
    head.date = context_->date;
    append_head(out_, response, head);
    queue(out_);
    bool sent = co_await flush();
    co_return sent&& keeps_alive;
  }
  if (response.stream) {
    bool stays = co_await send_stream(std::move(response), keeps_alive);
    co_return stays;
  }
  bool stays = co_await send_whole(std::move(response), keeps_alive);
  co_return stays;
}

Task<void> Connection::call_handler(HttpRequest request, HttpResponse& response) {
  std::string method = request.method;
  std::string path = request.path;
  std::exception_ptr failure;
  std::string what = "an exception of unknown type";
  try {
    HttpResponse answer = co_await context_->handler(std::move(request));
    response = std::move(answer);
  } catch (const std::exception& error) {
    failure = std::current_exception();
    what = error.what();
  } catch (...) {
    failure = std::current_exception();
  }
  if (failure) {
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) std::rethrow_exception(failure);
    log_error("an HTTP handler failed", {{"error", what}, {"method", method}, {"path", path}});
    response = problem_response(500, "The server failed to answer. The failure has been logged.");
  } else if (response.status < 200 || response.status > 999) {
    log_error("an HTTP handler answered with a status that is none",
              {{"status", response.status}, {"method", method}, {"path", path}});
    response = problem_response(500, "The server failed to answer. The failure has been logged.");
  }
}

Task<bool> Connection::send_whole(HttpResponse response, bool keeps_alive) {
  HeadOptions head;
  head.framing = is_bodiless(response.status) ? Framing::none : Framing::content_length;
  head.content_length = response.body.size();
  head.keeps_alive = keeps_alive;
  head.is_http_1_0 = parser_.is_http_1_0();
  head.date = context_->date;
  out_.clear();
  append_head(out_, response, head);
  bool has_body = head.framing != Framing::none && !parser_.was_head_method();
  if (has_body && response.body.size() <= kMaxCopiedBody) {
    out_ += response.body;
    has_body = false;
  }
  queue(out_);
  if (has_body) queue(response.body);
  bool sent = co_await flush();
  co_return sent&& keeps_alive;
}

Task<bool> Connection::send_stream(HttpResponse response, bool keeps_alive) {
  bool is_http_1_0 = parser_.is_http_1_0();
  if (is_http_1_0) keeps_alive = false;
  HeadOptions head;
  head.framing = is_http_1_0 ? Framing::until_close : Framing::chunked;
  head.keeps_alive = keeps_alive;
  head.date = context_->date;
  out_.clear();
  append_head(out_, response, head);
  queue(out_);
  bool sent = co_await flush();
  if (!sent) co_return false;
  input_.release();
  is_open_ = true;
  is_chunked_ = !is_http_1_0;
  watch_for_disconnect();
  std::exception_ptr failure;
  std::string what = "an exception of unknown type";
  try {
    co_await response.stream(*this);
  } catch (const std::exception& error) {
    failure = std::current_exception();
    what = error.what();
  } catch (...) {
    failure = std::current_exception();
  }
  ++watch_turn_;
  bool was_open = std::exchange(is_open_, false);
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  if (failure) {
    auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) std::rethrow_exception(failure);
    // The status is on its way already: breaking off before the last chunk is how the peer can
    // tell.
    log_error("a streamed HTTP response failed", {{"error", what}});
    co_return false;
  }
  if (!was_open) co_return false;
  if (is_chunked_) {
    queue("0\r\n\r\n");
    sent = co_await flush();
  }
  co_return sent&& keeps_alive;
}

Task<void> Connection::refuse(int status, std::string detail) {
  auto response = problem_response(status, detail);
  HeadOptions head;
  head.content_length = response.body.size();
  head.keeps_alive = false;
  head.date = context_->date;
  has_expired_ = false;
  out_.clear();
  append_head(out_, response, head);
  if (!parser_.was_head_method()) out_ += response.body;
  queue(out_);
  bool sent = co_await flush();
  if (sent) co_await linger();
}

Task<void> Connection::linger() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  enter(Phase::lingering, kLinger);
  std::size_t dropped = 0;
  while (dropped < kMaxLingerBytes && !has_expired_) {
    input_.consume(input_.view().size());
    auto [code, count] = co_await socket_.async_read_some(input_.prepare(kLargeBuffer), kTupleTask);
    if (code) co_return;
    dropped += count;
  }
}

void Connection::queue(std::string_view bytes) {
  pieces_[piece_count_++] = {const_cast<char*>(bytes.data()), bytes.size()};
}

Connection::Sent Connection::send_now() {
  std::size_t first = 0;
  while (first < piece_count_) {
    msghdr message{};
    message.msg_iov = &pieces_[first];
    message.msg_iovlen = piece_count_ - first;
    auto count = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    bool is_blocked = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (count < 0 && !is_blocked) {
      piece_count_ = 0;
      return Sent::broken;
    }
    if (is_blocked) {
      std::copy(pieces_.begin() + first, pieces_.begin() + piece_count_, pieces_.begin());
      piece_count_ -= first;
      return Sent::blocked;
    }
    auto left = static_cast<std::size_t>(count);
    while (first < piece_count_ && left >= pieces_[first].iov_len) left -= pieces_[first++].iov_len;
    if (first == piece_count_) break;
    pieces_[first].iov_base = static_cast<char*>(pieces_[first].iov_base) + left;
    pieces_[first].iov_len -= left;
  }
  piece_count_ = 0;
  return Sent::all;
}

Task<bool> Connection::send_rest() {
  auto before = phase_;
  while (true) {
    // Every piece of progress starts the deadline anew.
    enter(Phase::writing, context_->options.write_deadline);
    auto [code] = co_await socket_.async_wait(Socket::wait_write, kTupleTask);
    auto sent = code ? Sent::broken : send_now();
    if (sent == Sent::blocked) continue;
    piece_count_ = 0;
    phase_ = before;
    deadline_ = SteadyTime::max();
    co_return sent == Sent::all;
  }
}

Task<bool> Connection::flush() {
  auto sent = send_now();
  if (sent != Sent::blocked) co_return sent == Sent::all;
  bool is_sent = co_await send_rest();
  co_return is_sent;
}

Task<Result<void>> Connection::write(std::string bytes) {
  auto gone = [] { return Error{ErrorCode::cancelled, "The client has closed the connection."}; };
  if (!is_open_) co_return gone();
  if (bytes.empty()) co_return Result<void>();
  char prefix[20];
  if (is_chunked_) {
    auto end = fmt::format_to(prefix, "{:x}\r\n", bytes.size());
    queue({prefix, static_cast<std::size_t>(end - prefix)});
  }
  queue(bytes);
  if (is_chunked_) queue("\r\n");
  bool is_sent = co_await flush();
  if (!is_sent) is_open_ = false;
  if (!is_open_) co_return gone();
  co_return Result<void>();
}

void Connection::watch_for_disconnect() {
  auto self = shared_from_this();
  auto turn = ++watch_turn_;
  socket_.async_wait(Socket::wait_read, [self, turn](const boost::system::error_code& code) {
    if (code || turn != self->watch_turn_) return;
    if (self->receive_while_streaming()) self->watch_for_disconnect();
  });
}

// Readable means closed, or a pipelined request, which is kept for later. Answers whether to watch
// on: once the buffer is full, only a write can tell that the peer has gone.
bool Connection::receive_while_streaming() {
  auto room = input_.prepare(kLargeBuffer);
  if (room.size() == 0) return false;
  auto count = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
  if (count > 0) {
    input_.commit(static_cast<std::size_t>(count));
    return true;
  }
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    input_.release();
    return true;
  }
  notice_disconnect();
  return false;
}

void Connection::notice_disconnect() {
  is_open_ = false;
  // Wakes a write that waits for the peer.
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

}  // namespace elevaite::net
