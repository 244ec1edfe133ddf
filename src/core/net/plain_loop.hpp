// The carrier of plain HTTP/1.1: a pool of PlainConnections for each guard, host and port.
#pragma once
#include <deque>
#include <unordered_map>

#include "core/net/plain_connection.hpp"

namespace elevaite::net {

struct PlainHost {
  std::string key;
  std::string name;
  std::uint16_t port = 0;
  std::vector<PlainConnection*> idle;  // the last one served last
  std::deque<Transfer*> waiting;       // for a connection, because too many are open
  long open = 0;
  std::vector<PlainConnection::Endpoint> addresses;
  Transfer::SteadyTime addresses_expire = Transfer::SteadyTime::min();
  std::vector<PlainConnection*> to_dial;  // once the name is resolved
};

class PlainLoop final : public TransferLoop {
 public:
  PlainLoop(Executor executor, const ClientOptions& options);
  ~PlainLoop() override;

 private:
  using Connections = std::list<std::shared_ptr<PlainConnection>>;
  using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Executor>;

  void start(Transfer& transfer) override;
  void let_go(Transfer& transfer) override;
  void on_socket(const epoll_event& event) override;
  void connect_expired(Transfer& transfer) override;
  void settle() override;

  PlainHost& host_of(const Transfer& transfer);
  void serve(Transfer& transfer);
  void dial(Transfer& transfer);
  void resolve(PlainHost& host);
  void resolved(PlainHost& host, std::vector<PlainConnection::Endpoint> addresses);
  void try_next_address(PlainConnection& connection);
  void advance(PlainConnection& connection, PlainConnection::Progress progress);
  void complete(PlainConnection& connection);
  // Once more, on a new connection.
  void repeat(PlainConnection& connection);
  void fail(Transfer& transfer, Error error);
  void break_off(PlainConnection& connection);
  void keep(PlainConnection& connection);
  void retire(PlainConnection& connection);

  ClientOptions options_;
  Resolver resolver_;
  // Addresses of hosts are stable: connections point to theirs.
  std::unordered_map<std::string, PlainHost> hosts_;
  Connections busy_;
  Connections idle_;     // the longest idle first
  Connections retired_;  // until nothing can point to them any more
  std::vector<PlainHost*> freed_;
  bool is_inside_ = false;
  std::vector<char> buffer_;
};

}  // namespace elevaite::net
