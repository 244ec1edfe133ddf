#include "core/net/input_buffer.hpp"

#include <cstring>

namespace elevaite::net {
namespace {

// An idle connection holds this much.
constexpr std::size_t kSmallBuffer = 2048;

}  // namespace

void InputBuffer::consume(std::size_t count) {
  begin_ += count;
  if (begin_ == end_) begin_ = end_ = 0;
}

boost::asio::mutable_buffer InputBuffer::prepare(std::size_t max) {
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

}  // namespace elevaite::net
