// Reads one HTTP/1.1 response as its bytes arrive, each byte once: the load generator must stay far
// cheaper than what it measures.
#pragma once
#include <strings.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace elevaite::bench {

class ResponseReader {
 public:
  // Takes the next bytes; true when the response is complete. Bytes after it are an error of the
  // server's, as nothing was asked yet, and are dropped.
  bool feed(std::string_view bytes) {
    buffer_.append(bytes);
    if (!has_head_ && !read_head()) return false;
    return chunked_ ? read_chunks() : buffer_.size() - at_ >= remaining_;
  }

  int status() const { return status_; }
  bool closes() const { return closes_; }
  bool started() const { return !buffer_.empty(); }
  // Valid once complete.
  std::string_view body() const {
    return chunked_ ? std::string_view(body_) : std::string_view(buffer_).substr(at_, remaining_);
  }
  void reset() {
    buffer_.clear();
    body_.clear();
    at_ = remaining_ = 0;
    status_ = 0;
    has_head_ = chunked_ = closes_ = false;
  }

 private:
  bool read_head() {
    const std::size_t end = buffer_.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::string_view head = std::string_view(buffer_).substr(0, end + 2);
    if (head.size() > 12) status_ = std::atoi(head.data() + 9);
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
      const std::size_t line_end = head.find("\r\n", at);
      read_field(head.substr(at, line_end - at));
      at = line_end + 2;
    }
    at_ = end + 4;
    return has_head_ = true;
  }

  void read_field(std::string_view line) {
    const auto is = [&](const char* name) {
      return line.size() > std::strlen(name) &&
             strncasecmp(line.data(), name, std::strlen(name)) == 0;
    };
    if (is("content-length:")) remaining_ = std::strtoul(line.data() + 15, nullptr, 10);
    if (is("transfer-encoding:")) chunked_ = line.find("chunked") != std::string_view::npos;
    if (is("connection:")) closes_ = line.find("close") != std::string_view::npos;
  }

  bool read_chunks() {
    for (;;) {
      const std::size_t end = buffer_.find("\r\n", at_);
      if (end == std::string::npos) return false;
      const std::size_t size = std::strtoul(buffer_.data() + at_, nullptr, 16);
      if (buffer_.size() < end + 4 + size) return false;
      body_.append(buffer_, end + 2, size);
      at_ = end + 4 + size;
      if (size == 0) return true;
    }
  }

  std::string buffer_;
  std::string body_;  // of a chunked response, joined
  std::size_t at_ = 0;
  std::size_t remaining_ = 0;
  int status_ = 0;
  bool has_head_ = false;
  bool chunked_ = false;
  bool closes_ = false;
};

}  // namespace elevaite::bench
