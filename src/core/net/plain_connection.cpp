#include "core/net/plain_connection.hpp"

#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace elevaite::net {
namespace {

constexpr unsigned kReading = EPOLLIN | EPOLLRDHUP;
constexpr unsigned kGone = EPOLLRDHUP | EPOLLHUP | EPOLLERR;

bool is_ours(std::string_view name) {
  return equals_ignoring_case(name, "content-length") ||
         equals_ignoring_case(name, "transfer-encoding") || equals_ignoring_case(name, "expect");
}

// Path and query, without the fragment.
std::string_view target_of(std::string_view url) {
  url.remove_prefix(url.find("//") + 2);
  url.remove_prefix(std::min(url.size(), url.find_first_of("/?#")));
  return url.substr(0, url.find('#'));
}

bool sends_length(const Transfer& transfer) {
  return !transfer.body.empty() || transfer.method == "POST" || transfer.method == "PUT" ||
         transfer.method == "PATCH";
}

void append_host(std::string& out, const UrlParts& parts) {
  out += "Host: ";
  bool is_ipv6 = parts.host.find(':') != std::string::npos;
  if (is_ipv6) out += '[';
  out += parts.host;
  if (is_ipv6) out += ']';
  if (parts.port != 80) out.append(":").append(std::to_string(parts.port));
  out += "\r\n";
}

void append_request(std::string& out, const Transfer& transfer) {
  auto target = target_of(transfer.url);
  out.append(transfer.method).append(" ");
  if (!target.starts_with('/')) out += '/';
  out.append(target).append(" HTTP/1.1\r\n");
  if (!transfer.headers->has("host")) append_host(out, *transfer.parts);
  if (!transfer.headers->has("accept")) out += "Accept: */*\r\n";
  for (const auto& [name, value] : *transfer.headers) {
    if (is_ours(name)) continue;
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (sends_length(transfer)) {
    out.append("Content-Length: ").append(std::to_string(transfer.body.size())).append("\r\n");
  }
  out += "\r\n";
}

}  // namespace

bool is_plain(const UrlParts& parts, std::string_view url) {
  if (parts.scheme != "http" || parts.has_userinfo || parts.has_zone || parts.port == 0) {
    return false;
  }
  for (std::string_view text : {url, std::string_view(parts.host)}) {
    for (char c : text) {
      if (c <= ' ' || c > '~') return false;
    }
  }
  return true;
}

PlainConnection::~PlainConnection() { close(); }

void PlainConnection::close() {
  // Closing takes the descriptor out of the epoll, too.
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  wanted_ = 0;
  is_connecting_ = false;
}

PlainConnection::Progress PlainConnection::connect(const Endpoint& address) {
  close();
  fd_ = ::socket(address.data()->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return died(std::strerror(errno));
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd_, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  is_connecting_ = true;
  if (::connect(fd_, address.data(), static_cast<socklen_t>(address.size())) != 0 &&
      errno != EINPROGRESS) {
    return died(std::strerror(errno));
  }
  want(kReading | EPOLLOUT);
  return Progress::waits;
}

void PlainConnection::want(unsigned events) {
  if (wanted_ == events) return;
  epoll_event event{};
  event.events = events;
  event.data.ptr = this;
  ::epoll_ctl(epoll_, wanted_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd_, &event);
  wanted_ = events;
}

PlainConnection::Progress PlainConnection::finish_connecting() {
  int error = 0;
  socklen_t length = sizeof error;
  ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error != 0) return died(std::strerror(error));
  is_connecting_ = false;
  want(kReading);
  return Progress::connected;
}

PlainConnection::Progress PlainConnection::send() {
  head_.clear();
  append_request(head_, *transfer);
  sent_ = 0;
  is_sending_ = true;
  has_received_ = false;
  parser_.begin(*transfer);
  ++transfer->attempts;
  return send_rest();
}

PlainConnection::Progress PlainConnection::send_rest() {
  const auto& body = transfer->body;
  const std::size_t whole = head_.size() + body.size();
  while (sent_ < whole) {
    std::array<iovec, 2> pieces{};
    std::size_t count = 0;
    if (sent_ < head_.size()) pieces[count++] = {head_.data() + sent_, head_.size() - sent_};
    std::size_t skipped = sent_ - std::min(sent_, head_.size());
    if (skipped < body.size()) {
      pieces[count++] = {const_cast<char*>(body.data()) + skipped, body.size() - skipped};
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    auto sent = ::sendmsg(fd_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      want(kReading | EPOLLOUT);
      return Progress::waits;
    }
    if (sent < 0) {
      // What the server said before it closed is worth reading, if anything of ours got there.
      if (sent_ == 0) return died(std::strerror(errno));
      break;
    }
    sent_ += static_cast<std::size_t>(sent);
  }
  is_sending_ = sent_ < whole;
  want(kReading);
  return Progress::waits;
}

PlainConnection::Progress PlainConnection::on_ready(unsigned events, std::span<char> buffer) {
  if (is_connecting_) return finish_connecting();
  if ((events & EPOLLOUT) && is_sending_ && (wanted_ & EPOLLOUT)) {
    auto progress = send_rest();
    if (progress != Progress::waits) return progress;
  }
  if (events & (EPOLLIN | kGone)) return receive(events, buffer);
  return Progress::waits;
}

PlainConnection::Progress PlainConnection::receive(unsigned events, std::span<char> buffer) {
  auto count = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return Progress::waits;
  if (count < 0) return died(std::strerror(errno));
  if (events & kGone) has_ended_ = true;
  if (count > 0) return take({buffer.data(), static_cast<std::size_t>(count)});
  if (!has_received_) return died("the server closed the connection without an answer");
  has_ended_ = true;
  parser_.end();
  if (parser_.state() == ResponseParser::State::done) return Progress::answered;
  return died(parser_.problem());
}

PlainConnection::Progress PlainConnection::take(std::string_view bytes) {
  has_received_ = true;
  transfer->last_byte = std::chrono::steady_clock::now();
  if (!unparsed_.empty()) unparsed_ += bytes;
  std::string_view input = unparsed_.empty() ? bytes : std::string_view(unparsed_);
  auto consumed = parser_.feed(input);
  if (parser_.state() == ResponseParser::State::failed) return died(parser_.problem());
  if (unparsed_.empty()) {
    unparsed_ = input.substr(consumed);
  } else {
    unparsed_.erase(0, consumed);
    if (unparsed_.empty()) unparsed_.shrink_to_fit();
  }
  return parser_.state() == ResponseParser::State::done ? Progress::answered : Progress::waits;
}

PlainConnection::Progress PlainConnection::died(std::string problem) {
  problem_ = std::move(problem);
  if (is_connecting_ || fd_ < 0 || has_received_) return Progress::broken;
  return sent_ == 0 ? Progress::unsent : Progress::unanswered;
}

bool PlainConnection::is_alive() const {
  char byte = 0;
  auto count = ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

bool PlainConnection::can_be_kept() const {
  return parser_.keeps_alive() && !has_ended_ && !is_sending_ && unparsed_.empty() &&
         !equals_ignoring_case(transfer->headers->get("connection"), "close");
}

}  // namespace elevaite::net
