// The receiving half of a connection whose handler reads the body itself.

#include "core/net/connection.hpp"

namespace elevaite::net {
namespace {

Error gone() { return Error{ErrorCode::cancelled, "The client has closed the connection."}; }

}  // namespace

Task<Result<std::string>> Connection::read() {
  while (parser_.state() != RequestParser::State::done) {
    if (!input_.empty()) input_.consume(parser_.feed(input_.view()));
    if (parser_.state() == RequestParser::State::failed) {
      co_return invalid_argument(parser_.failure().detail);
    }
    auto bytes = parser_.take_body();
    if (!bytes.empty()) co_return bytes;
    if (parser_.state() == RequestParser::State::done) break;
    CO_CHECK(co_await receive_body());
  }
  co_return std::string();
}

Task<Result<void>> Connection::receive_body() {
  if (parser_.expects_continue() && input_.empty() && !std::exchange(has_continued_, true)) {
    queue("HTTP/1.1 100 Continue\r\n\r\n");
    bool sent = co_await flush();
    if (!sent) co_return gone();
  }
  auto room = input_.prepare(kLargeBuffer);
  if (room.size() == 0) co_return invalid_argument("The request's chunked body is not valid.");
  if (has_expired_) co_return gone();
  enter(Phase::reading_body, context_->options.body_deadline);
  auto [code, count] = co_await socket_.async_read_some(room, use_tuple_task);
  phase_ = Phase::handling;
  deadline_ = SteadyTime::max();
  input_.commit(count);
  if (!code) co_return Result<void>();
  if (!has_expired_) co_return gone();
  co_return Error{ErrorCode::timeout, "The request's body took too long to arrive.",
                  "body_timeout"};
}

}  // namespace elevaite::net
