// Bytes of a connection to HTTP/1 requests, with limits. Beast's parser stays behind
// request_parser.cpp.
#pragma once
#include <memory>

#include "core/net/http.hpp"

namespace elevaite::net {

class RequestParser {
 public:
  enum class State {
    need_more,  // feed it again when more bytes have come
    head,       // the head has just been read and a body follows; feed on
    done,       // take() the request
    failed,     // answer failure() and close
  };
  struct Failure {
    int status = 400;
    std::string detail;
  };

  using StreamsBody = std::function<bool(std::string_view method, std::string_view path)>;

  // `streams_body` may be empty, and outlives the parser.
  RequestParser(std::size_t max_header_bytes, std::size_t max_body_bytes,
                const StreamsBody& streams_body);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Before every request, the first one too.
  void reset();
  // Returns how many bytes of `input` it has consumed. The rest must be fed again, with more behind
  // it.
  std::size_t feed(std::string_view input);

  State state() const { return state_; }
  const Failure& failure() const { return failure_; }
  HttpRequest take();
  // Whether take() is due after the head, and the body comes piece by piece, without a limit.
  bool streams_body() const { return streams_body_; }
  std::string take_body();

  // Of the request whose head has been read; they hold after take(), too.
  bool keeps_alive() const;
  bool is_http_1_0() const;
  bool was_head_method() const;
  bool expects_continue() const;

 private:
  struct Impl;
  State advance(std::string_view input, std::size_t& consumed);
  State fail(int status, std::string detail);
  State fail_too_large();
  State begin_body();

  std::unique_ptr<Impl> impl_;
  State state_ = State::need_more;
  bool streams_body_ = false;
  Failure failure_;
};

}  // namespace elevaite::net
