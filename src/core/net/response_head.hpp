// The bytes of a response's head.
#pragma once
#include "core/net/http.hpp"

namespace elevaite::net {

enum class Framing {
  content_length,  // the body follows with its length
  chunked,
  until_close,  // HTTP/1.0 streams
  none,         // statuses that never have a body
};

struct HeadOptions {
  Framing framing = Framing::content_length;
  std::size_t content_length = 0;
  bool keeps_alive = true;
  bool is_http_1_0 = false;
  std::string_view date;
};

// Appends status line, fields and the empty line. The handler's own framing fields (Content-Length,
// Transfer-Encoding, Connection, Keep-Alive, Date) are left out; CR, LF and NUL in values become
// spaces and fields whose name is no token are dropped, so that data cannot add fields or
// responses.
void append_head(std::string& out, const HttpResponse& response, const HeadOptions& options);

// An RFC 9457 problem answer of the server itself.
HttpResponse problem_response(int status, std::string_view detail);

std::string http_date(std::chrono::system_clock::time_point instant);

}  // namespace elevaite::net
