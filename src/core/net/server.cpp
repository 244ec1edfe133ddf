#include "core/net/server.hpp"

#include "core/log.hpp"
#include "core/net/connection.hpp"

namespace elevaite::net {
namespace {

using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;

constexpr int kBacklog = 4096;
// Connections beyond the limit that may be told so at the same time; further ones are closed at
// once.
constexpr std::size_t kMaxTurnedAway = 128;
// After an accept that failed (for want of file descriptors, as a rule).
constexpr Duration kAcceptPause = 50ms;
// Deadlines are checked for all connections together, this often or a quarter of the shortest one.
constexpr Duration kMaxSweepPause = 1s;
constexpr Duration kMinSweepPause = 5ms;

Duration sweep_pause(const ServerOptions& options) {
  auto shortest = std::min({options.header_deadline, options.body_deadline, options.idle_deadline,
                            options.write_deadline});
  return std::clamp(shortest / 4, kMinSweepPause, kMaxSweepPause);
}

}  // namespace

struct HttpServer::Impl {
  Impl(Executor executor, ServerOptions options, HttpHandler handler)
      : acceptor(executor),
        context(std::make_shared<ServerContext>()),
        services(executor),
        connections(executor),
        turned_away(executor) {
    context->options = std::move(options);
    context->handler = std::move(handler);
  }

  Result<void> listen();
  void admit(Socket socket, const Tcp::endpoint& peer);
  void stop_accepting();
  void cancel_all();
  static Task<void> accept_loop(std::shared_ptr<Impl> self);
  static Task<void> sweep_loop(std::shared_ptr<Impl> self);

  Acceptor acceptor;
  std::shared_ptr<ServerContext> context;
  TaskGroup services;  // accepts and sweeps
  TaskGroup connections;
  TaskGroup turned_away;
  std::uint16_t port = 0;
};

Result<void> HttpServer::Impl::listen() {
  const auto& options = context->options;
  boost::system::error_code code;
  auto address = asio::ip::make_address(options.address, code);
  if (code) {
    return invalid_argument("The listening address \"" + options.address +
                            "\" is not an IP address.");
  }
  Tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), code);
  if (!code) acceptor.set_option(Acceptor::reuse_address(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (!code) acceptor.listen(kBacklog, code);
  if (!code) port = acceptor.local_endpoint(code).port();
  if (code) {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    std::string message = "Cannot listen on " + options.address + " port " +
                          std::to_string(options.port) + ": " + code.message() + ".";
    if (code == asio::error::address_in_use) {
      message += " Another program has it, perhaps another ElevAIte: end it, or set another port.";
    }
    return Error{ErrorCode::unavailable, std::move(message)};
  }
  return {};
}

Task<void> HttpServer::Impl::accept_loop(std::shared_ptr<Impl> self) {
  while (self->acceptor.is_open()) {
    Socket socket(self->acceptor.get_executor());
    Tcp::endpoint peer;
    auto [code] = co_await self->acceptor.async_accept(socket, peer, use_tuple_task);
    if (!code) {
      self->admit(std::move(socket), peer);
    } else if (code != asio::error::operation_aborted && code != asio::error::connection_aborted) {
      log_warning("cannot accept a connection", {{"error", code.message()}});
      co_await sleep_for(kAcceptPause);
    }
  }
}

void HttpServer::Impl::admit(Socket socket, const Tcp::endpoint& peer) {
  bool is_full = connections.size() >= context->options.max_connections;
  if (is_full && turned_away.size() >= kMaxTurnedAway) return;
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay(true), ignored);
  auto connection =
      std::make_shared<Connection>(std::move(socket), peer.address().to_string(), context);
  if (is_full) {
    turned_away.spawn(Connection::turn_away(std::move(connection)));
  } else {
    connections.spawn(Connection::serve(std::move(connection)));
  }
}

Task<void> HttpServer::Impl::sweep_loop(std::shared_ptr<Impl> self) {
  const Duration pause = sweep_pause(self->context->options);
  while (true) {
    co_await sleep_for(pause);
    self->context->date = http_date(std::chrono::system_clock::now());
    auto now = std::chrono::steady_clock::now();
    for (Connection* connection : self->context->connections) connection->expire(now);
  }
}

void HttpServer::Impl::stop_accepting() {
  context->is_stopping = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  for (Connection* connection : context->connections) connection->close_if_idle();
}

void HttpServer::Impl::cancel_all() {
  connections.cancel();
  turned_away.cancel();
  services.cancel();
}

HttpServer::HttpServer(Executor executor, ServerOptions options, HttpHandler handler)
    : impl_(std::make_shared<Impl>(executor, std::move(options), std::move(handler))) {}

HttpServer::~HttpServer() {
  impl_->stop_accepting();
  impl_->cancel_all();
}

Result<void> HttpServer::start() {
  CHECK(impl_->listen());
  impl_->context->date = http_date(std::chrono::system_clock::now());
  impl_->services.spawn(Impl::accept_loop(impl_));
  impl_->services.spawn(Impl::sweep_loop(impl_));
  return {};
}

std::uint16_t HttpServer::port() const { return impl_->port; }
std::size_t HttpServer::connections() const { return impl_->connections.size(); }

Task<void> HttpServer::stop(Duration grace) {
  auto impl = impl_;
  impl->stop_accepting();
  co_await impl->connections.join_for(grace);
  impl->cancel_all();
  co_await impl->connections.join();
  co_await impl->turned_away.join();
  co_await impl->services.join();
}

}  // namespace elevaite::net
