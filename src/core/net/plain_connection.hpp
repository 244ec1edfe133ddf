// One outbound connection that speaks HTTP/1.1 without TLS: a socket, and the request and answer on
// it.
#pragma once
#include <sys/uio.h>

#include <boost/asio/ip/tcp.hpp>
#include <list>
#include <span>

#include "core/net/response_parser.hpp"

namespace elevaite::net {

// Whether `request` on this hop can go over a PlainConnection. What cannot goes to libcurl.
bool is_plain(const UrlParts& parts, std::string_view url);

class PlainConnection {
 public:
  using Endpoint = asio::ip::tcp::endpoint;
  enum class Progress {
    waits,       // for its socket
    connected,   // and ready to send
    answered,    // the answer is whole; see can_be_kept()
    unsent,      // died before the request was on its way: it may be sent again, whatever it is
    unanswered,  // died before the first byte of an answer
    broken,      // see problem(), or the transfer's own failure
  };

  PlainConnection(PlainHost& of, int epoll) : host(of), epoll_(epoll) {}
  ~PlainConnection();
  PlainConnection(const PlainConnection&) = delete;
  PlainConnection& operator=(const PlainConnection&) = delete;

  // Begins to connect; `broken` when that fails at once.
  Progress connect(const Endpoint& address);
  // Also gives up a socket that is still connecting.
  void close();
  bool is_open() const { return fd_ >= 0; }
  bool is_connecting() const { return is_connecting_; }

  // Sends the request of `transfer`, head and body in one piece.
  Progress send();
  // `buffer` is scratch space of the caller.
  Progress on_ready(unsigned events, std::span<char> buffer);

  // Of an idle connection: whether the server has kept it open, and silent.
  bool is_alive() const;
  bool can_be_kept() const;
  const std::string& problem() const { return problem_; }

  PlainHost& host;
  // What it works for; nullptr while idle.
  Transfer* transfer = nullptr;
  // It has answered before, so the server may have closed it in the meantime.
  bool is_reused = false;
  bool is_retired = false;
  // What is left to try of the host's addresses.
  std::vector<Endpoint> addresses;
  Transfer::SteadyTime connect_by;
  Transfer::SteadyTime idle_since;
  std::list<std::shared_ptr<PlainConnection>>::iterator place;

 private:
  Progress finish_connecting();
  Progress send_rest();
  Progress receive(unsigned events, std::span<char> buffer);
  Progress take(std::string_view bytes);
  Progress died(std::string problem);
  void want(unsigned events);

  int epoll_;
  int fd_ = -1;
  unsigned wanted_ = 0;
  bool is_connecting_ = false;
  bool has_ended_ = false;     // the server will not send more
  bool has_received_ = false;  // something of the answer
  ResponseParser parser_;
  std::string head_;
  std::size_t sent_ = 0;
  bool is_sending_ = false;
  std::string unparsed_;
  std::string problem_;
};

}  // namespace elevaite::net
