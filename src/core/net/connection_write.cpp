// The sending half of a connection: pieces to the socket, and streamed responses.
#include <sys/socket.h>

#include "core/net/connection.hpp"

namespace elevaite::net {
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
    auto [code] = co_await socket_.async_wait(Socket::wait_write, use_tuple_task);
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
  if (stream_left_) {
    if (bytes.size() > *stream_left_) bytes.resize(static_cast<std::size_t>(*stream_left_));
    *stream_left_ -= bytes.size();
  }
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
