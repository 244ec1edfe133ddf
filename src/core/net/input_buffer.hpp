// The bytes of a connection between the socket and the parser.
#pragma once
#include <boost/asio/buffer.hpp>
#include <memory>
#include <string_view>

namespace elevaite::net {

// Bytes that were received and not yet parsed, in one piece.
class InputBuffer {
 public:
  std::string_view view() const { return {data_.get() + begin_, end_ - begin_}; }
  bool empty() const { return begin_ == end_; }
  void consume(std::size_t count);
  // Room for the next read, growing up to `max`; nothing when that much is already unparsed.
  boost::asio::mutable_buffer prepare(std::size_t max);
  void commit(std::size_t count) { end_ += count; }
  // Forgets growth that a larger request brought, when nothing is in it.
  void shrink();
  // Gives the memory back when nothing is in it.
  void release();

 private:
  std::unique_ptr<char[]> data_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace elevaite::net
