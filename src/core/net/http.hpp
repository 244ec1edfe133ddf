// HTTP messages as plain values. Beast and libcurl stay behind server.cpp and client.cpp.
#pragma once
#include <functional>
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

// What a server received. `path` is percent-decoded only when routed; `target` is as sent.
struct HttpRequest {
  std::string method;
  std::string target;
  std::string path;
  std::string query;
  Headers headers;
  std::string body;
  std::string remote_address;
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
};

using HttpHandler = std::function<Task<HttpResponse>(HttpRequest)>;

}  // namespace elevaite::net
