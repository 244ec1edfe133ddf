#include "core/net/plain_loop.hpp"

namespace elevaite::net {
namespace {

using Progress = PlainConnection::Progress;

constexpr std::size_t kReadAtOnce = 64 << 10;
// Servers commonly close after a minute or more; what has been idle for longer is not used again.
constexpr Duration kMaxIdle = 90s;
constexpr Duration kAddressesLast = 60s;
constexpr Duration kLongestConnect = std::chrono::hours(24);
// Hosts that nobody talks to are forgotten when there are more than this.
constexpr std::size_t kMaxHosts = 1024;

}  // namespace

PlainLoop::PlainLoop(Executor executor, const ClientOptions& options)
    : TransferLoop(executor), options_(options), resolver_(executor), buffer_(kReadAtOnce) {}

PlainLoop::~PlainLoop() = default;

void PlainLoop::start(Transfer& transfer) {
  enlist(transfer);
  transfer.plain_host = &host_of(transfer);
  serve(transfer);
  settle();
}

// A connection that one guard has allowed never serves a call under another.
PlainHost& PlainLoop::host_of(const Transfer& transfer) {
  const EgressGuard* guard = transfer.request->guard;
  std::string key = std::to_string(guard ? guard->id() : 0);
  key.append(" ").append(transfer.host).append(" ").append(std::to_string(transfer.parts->port));
  auto found = hosts_.find(key);
  if (found != hosts_.end()) return found->second;
  if (hosts_.size() >= kMaxHosts && freed_.empty()) {
    std::erase_if(hosts_, [](const auto& entry) {
      return entry.second.open == 0 && entry.second.waiting.empty();
    });
  }
  PlainHost& host = hosts_[key];
  host.key = std::move(key);
  host.name = transfer.host;
  host.port = transfer.parts->port;
  return host;
}

void PlainLoop::serve(Transfer& transfer) {
  PlainHost& host = *transfer.plain_host;
  while (!host.idle.empty()) {
    PlainConnection& connection = *host.idle.back();
    if (transfer.last_byte - connection.idle_since > kMaxIdle || !connection.is_alive()) {
      retire(connection);
      continue;
    }
    host.idle.pop_back();
    busy_.splice(busy_.end(), idle_, connection.place);
    connection.transfer = &transfer;
    transfer.connection = &connection;
    return advance(connection, connection.send());
  }
  if (host.open >= options_.max_connections_per_host) {
    host.waiting.push_back(&transfer);
    return;
  }
  dial(transfer);
}

void PlainLoop::dial(Transfer& transfer) {
  PlainHost& host = *transfer.plain_host;
  busy_.push_back(std::make_shared<PlainConnection>(host, epoll_fd()));
  PlainConnection& connection = *busy_.back();
  connection.place = std::prev(busy_.end());
  ++host.open;
  connection.transfer = &transfer;
  transfer.connection = &connection;
  auto now = std::chrono::steady_clock::now();
  connection.connect_by = now + std::min(transfer.request->connect_timeout, kLongestConnect);
  transfer.connect_deadline = connection.connect_by;
  look_at(transfer.connect_deadline);
  if (now < host.addresses_expire) {
    connection.addresses = host.addresses;
    return try_next_address(connection);
  }
  host.to_dial.push_back(&connection);
  if (host.to_dial.size() == 1) resolve(host);
}

void PlainLoop::resolve(PlainHost& host) {
  boost::system::error_code code;
  auto address = asio::ip::make_address(host.name, code);
  if (!code) return resolved(host, {PlainConnection::Endpoint(address, host.port)});
  resolver_.async_resolve(
      host.name, std::to_string(host.port), asio::ip::resolver_base::numeric_service,
      [weak = weak_from_this(), key = host.key](const boost::system::error_code&,
                                                const Resolver::results_type& found) {
        auto self = std::static_pointer_cast<PlainLoop>(weak.lock());
        if (!self) return;
        std::vector<PlainConnection::Endpoint> addresses;
        for (const auto& entry : found) addresses.push_back(entry.endpoint());
        auto place = self->hosts_.find(key);
        if (place != self->hosts_.end()) self->resolved(place->second, std::move(addresses));
        self->settle();
      });
}

void PlainLoop::resolved(PlainHost& host, std::vector<PlainConnection::Endpoint> addresses) {
  host.addresses = std::move(addresses);
  auto now = std::chrono::steady_clock::now();
  host.addresses_expire = host.addresses.empty() ? SteadyTime::min() : now + kAddressesLast;
  auto dialling = std::exchange(host.to_dial, {});
  for (PlainConnection* connection : dialling) {
    connection->addresses = host.addresses;
    if (!host.addresses.empty()) {
      try_next_address(*connection);
      continue;
    }
    fail(*connection->transfer,
         Error{ErrorCode::unavailable, "The host name " + host.name + " could not be resolved.",
               "dns"});
  }
}

// Every address is judged at the moment it is dialled, whatever the name led to before, and is
// given its share of the time that is left.
void PlainLoop::try_next_address(PlainConnection& connection) {
  Transfer& transfer = *connection.transfer;
  auto& addresses = connection.addresses;
  while (!addresses.empty()) {
    auto address = addresses.front();
    auto now = std::chrono::steady_clock::now();
    auto left = std::max(connection.connect_by - now, SteadyTime::duration::zero());
    transfer.connect_deadline = now + left / std::ssize(addresses);
    look_at(transfer.connect_deadline);
    addresses.erase(addresses.begin());
    if (const EgressGuard* guard = transfer.request->guard) {
      auto verdict = guard->check_address(transfer.host, address.data());
      if (verdict.has_error()) {
        transfer.failure = std::move(verdict).error();
        continue;
      }
    }
    if (connection.connect(address) == Progress::waits) return;
  }
  connection.host.addresses_expire = SteadyTime::min();
  std::string message = "Could not connect to " + std::string(transfer.host) + ": ";
  fail(transfer, Error{ErrorCode::unavailable, message + connection.problem() + ".", "connect"});
}

void PlainLoop::connect_expired(Transfer& transfer) {
  PlainConnection* connection = transfer.connection;
  if (!connection || connection->addresses.empty()) return finish(transfer, kConnectTimeout);
  try_next_address(*connection);
}

void PlainLoop::on_socket(const epoll_event& event) {
  auto& connection = *static_cast<PlainConnection*>(event.data.ptr);
  if (connection.is_retired) return;
  // Nothing is expected of an idle connection: the server closes it, as a rule.
  if (!connection.transfer) return retire(connection);
  is_inside_ = true;
  auto progress = connection.on_ready(event.events, buffer_);
  is_inside_ = false;
  // A reader may have cancelled the call.
  if (!connection.is_retired) advance(connection, progress);
}

void PlainLoop::advance(PlainConnection& connection, Progress progress) {
  switch (progress) {
    case Progress::waits:
      return;
    case Progress::connected:
      connection.transfer->connect_deadline = SteadyTime::max();
      connection.transfer->failure.reset();
      return advance(connection, connection.send());
    case Progress::answered:
      return complete(connection);
    case Progress::unsent:
      return connection.is_reused ? repeat(connection) : break_off(connection);
    case Progress::unanswered:
      if (connection.is_reused && !connection.transfer->must_not_repeat()) {
        return repeat(connection);
      }
      return break_off(connection);
    case Progress::broken:
      return connection.is_connecting() ? try_next_address(connection) : break_off(connection);
  }
}

void PlainLoop::complete(PlainConnection& connection) {
  Transfer& transfer = *connection.transfer;
  bool is_kept = connection.can_be_kept();
  transfer.connection = nullptr;
  connection.transfer = nullptr;
  if (is_kept) {
    keep(connection);
  } else {
    retire(connection);
  }
  finish(transfer, kDone);
}

void PlainLoop::repeat(PlainConnection& connection) {
  Transfer& transfer = *connection.transfer;
  retire(connection);
  dial(transfer);
}

void PlainLoop::break_off(PlainConnection& connection) {
  Transfer& transfer = *connection.transfer;
  Error error{ErrorCode::unavailable, "The call to " + std::string(transfer.host) +
                                          " failed: " + connection.problem() + "."};
  if (transfer.attempts > 0) error.reason = "outcome_unknown";
  fail(transfer, std::move(error));
}

// What the transfer already knows of its failure is more telling than `error`.
void PlainLoop::fail(Transfer& transfer, Error error) {
  if (!transfer.failure && !transfer.exception) transfer.failure = std::move(error);
  finish(transfer, kFailed);
}

void PlainLoop::let_go(Transfer& transfer) {
  PlainHost* host = std::exchange(transfer.plain_host, nullptr);
  if (transfer.connection) {
    retire(*transfer.connection);
  } else if (host && !host->waiting.empty()) {
    std::erase(host->waiting, &transfer);
  }
}

void PlainLoop::keep(PlainConnection& connection) {
  connection.is_reused = true;
  connection.idle_since = std::chrono::steady_clock::now();
  connection.host.idle.push_back(&connection);
  idle_.splice(idle_.end(), busy_, connection.place);
  if (!connection.host.waiting.empty()) freed_.push_back(&connection.host);
  auto is_surplus = [this, &connection] {
    return std::ssize(idle_) > options_.max_idle_connections ||
           connection.idle_since - idle_.front()->idle_since > kMaxIdle;
  };
  while (!idle_.empty() && is_surplus()) retire(*idle_.front());
}

void PlainLoop::retire(PlainConnection& connection) {
  if (connection.transfer) connection.transfer->connection = nullptr;
  bool was_idle = !connection.transfer && std::erase(connection.host.idle, &connection) > 0;
  connection.transfer = nullptr;
  connection.is_retired = true;
  std::erase(connection.host.to_dial, &connection);
  --connection.host.open;
  retired_.splice(retired_.end(), was_idle ? idle_ : busy_, connection.place);
  if (!connection.host.waiting.empty()) freed_.push_back(&connection.host);
}

void PlainLoop::settle() {
  if (is_inside_) return;
  while (!freed_.empty() && !is_closed_) {
    PlainHost& host = *freed_.back();
    freed_.pop_back();
    if (host.waiting.empty()) continue;
    Transfer& transfer = *host.waiting.front();
    host.waiting.pop_front();
    serve(transfer);
  }
  retired_.clear();
  rest();
}

}  // namespace elevaite::net
