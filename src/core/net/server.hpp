// The HTTP/1.1 server (Boost.Beast): keep-alive, pipelining in order, limits and deadlines on
// everything.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "core/net/http.hpp"

namespace elevaite::net {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 lets the system choose
  std::size_t max_body_bytes = 8 << 20;
  std::size_t max_header_bytes = 32 << 10;
  std::size_t max_connections = 10000;
  Duration header_deadline = 10s;  // from the first byte of a request to the end of its head
  Duration body_deadline = 60s;
  Duration idle_deadline = 75s;   // between requests
  Duration write_deadline = 60s;  // one write that makes no progress
  // Whether the handler reads the body of such a request itself, by HttpRequest::body_stream. Then
  // max_body_bytes is the handler's business, and body_deadline is for each piece of it.
  std::function<bool(std::string_view method, std::string_view path)> streams_body;
};

class HttpServer {
 public:
  // `handler` is called once per request; an exception that leaves it is logged and answered as
  // 500.
  HttpServer(Executor executor, ServerOptions options, HttpHandler handler);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Binds and starts to accept; fails when the address is taken.
  Result<void> start();
  std::uint16_t port() const;
  std::size_t connections() const;

  // Two stages: stop accepting and close idle connections; after `grace` cancel what still runs.
  Task<void> stop(Duration grace);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace elevaite::net
