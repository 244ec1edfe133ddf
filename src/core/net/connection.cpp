#include "core/net/connection.hpp"

#include <boost/asio/this_coro.hpp>

#include "core/log.hpp"

namespace elevaite::net {
namespace {

// A body up to this size is copied behind the head; a larger one is sent from where it is.
constexpr std::size_t kMaxCopiedBody = 16 << 10;
// After an error answer the peer may still be sending; what it sends is read and dropped for so
// long, because closing at once would reset the connection and lose the answer.
constexpr Duration kLinger = 2s;
constexpr std::size_t kMaxLingerBytes = 16 << 20;

bool is_bodiless(int status) { return status == 204 || status == 304; }

}  // namespace

Connection::Connection(Socket socket, std::string remote_address,
                       std::shared_ptr<ServerContext> context)
    : socket_(std::move(socket)),
      remote_address_(std::move(remote_address)),
      context_(std::move(context)),
      position_(context_->connections.insert(context_->connections.end(), this)),
      parser_(context_->options.max_header_bytes, context_->options.max_body_bytes,
              context_->options.streams_body) {}

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
        if (parser_.streams_body()) co_return true;
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
  auto [code, count] = co_await socket_.async_read_some(room, use_tuple_task);
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
  if (parser_.streams_body()) {
    has_continued_ = false;
    request.body_stream = this;
  }
  bool is_head_method = request.method == "HEAD";
  HttpResponse response;
  co_await call_handler(std::move(request), response);
  // Nobody wants the rest of the body, and a new request cannot be told from it.
  const bool has_unread = parser_.streams_body() && parser_.state() != RequestParser::State::done;
  if (context_->is_stopping || has_unread ||
      equals_ignoring_case(response.headers.get("connection"), "close")) {
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
  if (has_unread && !has_expired_) co_await linger();
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
  if (parser_.was_head_method() && response.content_length) {
    head.content_length = static_cast<std::size_t>(*response.content_length);
  }
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
  stream_left_ = response.content_length;
  if (stream_left_) {
    head.framing = Framing::content_length;
    head.content_length = static_cast<std::size_t>(*stream_left_);
  }
  head.keeps_alive = keeps_alive;
  head.date = context_->date;
  out_.clear();
  append_head(out_, response, head);
  queue(out_);
  bool sent = co_await flush();
  if (!sent) co_return false;
  input_.release();
  is_open_ = true;
  is_chunked_ = head.framing == Framing::chunked;
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
  // A length that was told and not kept is how the peer can tell, too.
  if (!was_open || stream_left_.value_or(0) > 0) co_return false;
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
    auto [code, count] =
        co_await socket_.async_read_some(input_.prepare(kLargeBuffer), use_tuple_task);
    if (code) co_return;
    dropped += count;
  }
}

}  // namespace elevaite::net
