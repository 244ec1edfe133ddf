// HTTP messages as plain values. Beast and libcurl stay behind server.cpp and client.cpp.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/task.hpp"

namespace elevaite::net {

// Header fields in order; names compare without regard to case.
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}
  void add(std::string name, std::string value) {
    // Most messages have a handful.
    if (fields_.empty()) fields_.reserve(8);
    fields_.emplace_back(std::move(name), std::move(value));
  }
  void set(std::string_view name, std::string value);
  // The first field of that name, or an empty view.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  void remove(std::string_view name);
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

bool equals_ignoring_case(std::string_view a, std::string_view b);
// Whether `text` may be a method or a field name (RFC 9110, "token").
bool is_token(std::string_view text);

// The body of a request while it arrives. Who does not read holds the sender back.
class BodyStream {
 public:
  virtual ~BodyStream() = default;
  // The next bytes, some tens of KiB at the most; empty at the end. Errors: cancelled (the peer has
  // gone), timeout (it sends nothing), invalid_argument (its chunked coding is broken).
  virtual Task<Result<std::string>> read() = 0;
};

// What a server received. `path` is percent-decoded only when routed; `target` is as sent.
struct HttpRequest {
  std::string method;
  std::string target;
  std::string path;
  std::string query;
  Headers headers;
  std::string body;
  std::string remote_address;
  // Instead of `body`, for whoever asked for it (ServerOptions::streams_body), when there is a
  // body. Lives until the handler has answered.
  BodyStream* body_stream = nullptr;
};

// The open half of a streamed response. write() waits for the peer to take the bytes
// (back-pressure) and answers `cancelled` when the peer has gone; is_open() turns false as soon as
// that is noticed.
class ResponseStream {
 public:
  virtual ~ResponseStream() = default;
  virtual Task<Result<void>> write(std::string bytes) = 0;
  virtual bool is_open() const = 0;
};

struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
  // When set, `body` is ignored and the response is chunked: the function writes until it returns.
  std::function<Task<void>(ResponseStream&)> stream;
  // Of a stream whose length is known: it is told to the client instead of chunking, and what falls
  // short of it breaks the connection. An answer to HEAD tells it without the stream.
  std::optional<std::uint64_t> content_length;
};

using HttpHandler = std::function<Task<HttpResponse>(HttpRequest)>;

}  // namespace elevaite::net
