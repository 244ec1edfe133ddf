// Bytes of a connection to the answer of a Transfer. Beast's parser stays behind
// response_parser.cpp.
#pragma once
#include <memory>
#include <string_view>

#include "core/net/transfer.hpp"

namespace elevaite::net {

class ResponseParser {
 public:
  enum class State {
    need_more,  // feed it again when more bytes have come
    done,
    failed,  // problem() says why, or the transfer's own failure or exception does
  };

  ResponseParser();
  ~ResponseParser();
  ResponseParser(const ResponseParser&) = delete;
  ResponseParser& operator=(const ResponseParser&) = delete;

  // Before every answer. Interim answers are passed over; trailers are dropped.
  void begin(Transfer& transfer);
  // Returns how many bytes of `input` it has consumed. The rest must be fed again, with more behind
  // it. The reader of a streamed body is called once for all that `input` holds of it.
  std::size_t feed(std::string_view input);
  // The server has closed the connection, which ends an answer that has no length.
  void end();

  State state() const { return state_; }
  const std::string& problem() const { return problem_; }
  // Whether the connection can carry another request, once done.
  bool keeps_alive() const;

 private:
  struct Impl;
  void advance(std::string_view input, std::size_t& consumed);
  void next_message();
  void fail(std::string problem);
  void hand_over();

  std::unique_ptr<Impl> impl_;
  State state_ = State::need_more;
  std::string problem_;
};

}  // namespace elevaite::net
