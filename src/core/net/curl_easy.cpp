#include "core/net/curl_easy.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <charconv>

namespace elevaite::net {
namespace {

constexpr long kReceiveBuffer = 32 << 10;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  return text;
}

bool is_set_by_curl(std::string_view name) {
  return equals_ignoring_case(name, "content-length") ||
         equals_ignoring_case(name, "transfer-encoding") || equals_ignoring_case(name, "expect");
}

// "HTTP/1.1 200 OK" begins an answer; an interim one (100, 103) before it is forgotten.
void begin_answer(ClientResponse& response, std::string_view line) {
  response.headers = Headers();
  auto rest = trim(line.substr(std::min(line.size(), line.find(' '))));
  response.status = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), response.status);
}

}  // namespace

CurlEasy::CurlEasy(CurlLoop& loop, bool is_guarded) : handle(curl_easy_init()) {
  auto set = [this](auto option, auto value) { curl_easy_setopt(handle, option, value); };
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_ERRORBUFFER, error_text);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_BUFFERSIZE, kReceiveBuffer);
  set(CURLOPT_NOPROGRESS, 1L);
  set(CURLOPT_WRITEFUNCTION, &CurlCallbacks::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &CurlCallbacks::on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_PREREQFUNCTION, &CurlCallbacks::before_request);
  set(CURLOPT_PREREQDATA, this);
  set(CURLOPT_OPENSOCKETFUNCTION, &CurlCallbacks::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  // Connections outlive the call that made them, so this one belongs to the loop.
  set(CURLOPT_CLOSESOCKETFUNCTION, &CurlCallbacks::close_socket);
  set(CURLOPT_CLOSESOCKETDATA, &loop);
  if (is_guarded) {
    set(CURLOPT_PROXY, "");
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  }
}

void CurlEasy::configure(Transfer& next) {
  transfer = &next;
  error_text[0] = '\0';
  curl_easy_setopt(handle, CURLOPT_URL, std::string(next.url).c_str());
  auto ms = std::chrono::ceil<std::chrono::milliseconds>(next.request->connect_timeout).count();
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max<long>(ms, 1)));
  set_method();
  set_fields();
}

void CurlEasy::set_method() {
  auto method = transfer->method;
  bool has_body =
      !transfer->body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
  // This also undoes what the call before had set.
  curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
  const char* custom = nullptr;
  std::string name(method);
  if (has_body) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(transfer->body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS,
                     transfer->body.empty() ? "" : transfer->body.data());
    if (method != "POST") custom = name.c_str();
  } else if (method == "HEAD") {
    curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
  } else if (method != "GET") {
    custom = name.c_str();
  }
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, custom);
}

void CurlEasy::set_fields() {
  field_texts_.clear();
  field_starts_.clear();
  auto begin_field = [this](std::string_view name) {
    field_starts_.push_back(field_texts_.size());
    field_texts_ += name;
  };
  // A field without a value switches off the one that curl would add.
  begin_field("Expect:");
  field_texts_ += '\0';
  bool has_type = false;
  for (const auto& [name, value] : *transfer->headers) {
    if (is_set_by_curl(name)) continue;
    if (equals_ignoring_case(name, "content-type")) has_type = true;
    begin_field(name);
    // ";" is how curl is told to send a field with an empty value.
    if (trim(value).empty()) {
      field_texts_ += ';';
    } else {
      field_texts_.append(": ").append(value);
    }
    field_texts_ += '\0';
  }
  if (!has_type) {
    begin_field("Content-Type:");
    field_texts_ += '\0';
  }
  fields_.resize(field_starts_.size());
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    fields_[i].data = field_texts_.data() + field_starts_[i];
    fields_[i].next = i + 1 < fields_.size() ? &fields_[i + 1] : nullptr;
  }
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, fields_.data());
}

// Every connection of libcurl begins here, so here the guard looks at the address that is really
// dialled, whatever the name resolved to before.
curl_socket_t CurlCallbacks::open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& easy = *static_cast<CurlEasy*>(data);
  Transfer& transfer = *easy.transfer;
  if (const EgressGuard* guard = transfer.request->guard) {
    auto verdict = guard->check_address(transfer.host, &address->addr);
    if (verdict.has_error()) {
      transfer.failure = std::move(verdict).error();
      return CURL_SOCKET_BAD;
    }
  }
  int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
                    address->protocol);
  if (fd < 0) return CURL_SOCKET_BAD;
  static_cast<CurlLoop*>(transfer.loop)->watches_[fd] = CurlLoop::Watch{0, 0, true};
  return fd;
}

int CurlCallbacks::close_socket(void* data, curl_socket_t fd) {
  // Closing takes the descriptor out of the epoll, too.
  static_cast<CurlLoop*>(data)->watches_.erase(fd);
  return ::close(fd);
}

int CurlCallbacks::before_request(void* data, char*, char*, int, int) {
  Transfer& transfer = *static_cast<CurlEasy*>(data)->transfer;
  // curl sends again by itself when a pooled connection dies before the first byte of an answer.
  // The server may have acted on the first one.
  bool goes_on = ++transfer.attempts == 1 || !transfer.must_not_repeat();
  return goes_on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

std::size_t CurlCallbacks::on_header(char* bytes, std::size_t size, std::size_t count, void* data) {
  Transfer& transfer = *static_cast<CurlEasy*>(data)->transfer;
  std::string_view line(bytes, size * count);
  transfer.last_byte = std::chrono::steady_clock::now();
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kMaxHeaderBytes) {
    transfer.refuse_head();
    return 0;
  }
  if (transfer.body_bytes > 0) return line.size();  // trailers
  if (line.starts_with("HTTP/")) {
    begin_answer(transfer.response, line);
  } else if (auto colon = line.find(':'); colon != std::string_view::npos && colon > 0) {
    transfer.response.headers.add(std::string(line.substr(0, colon)),
                                  std::string(trim(line.substr(colon + 1))));
  }
  return line.size();
}

std::size_t CurlCallbacks::on_body(char* bytes, std::size_t size, std::size_t count, void* data) {
  Transfer& transfer = *static_cast<CurlEasy*>(data)->transfer;
  std::string_view piece(bytes, size * count);
  transfer.last_byte = std::chrono::steady_clock::now();
  return transfer.take_body(piece) ? piece.size() : 0;
}

int CurlCallbacks::on_socket(CURL*, curl_socket_t fd, int what, void* data, void*) {
  unsigned wanted = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) wanted |= EPOLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) wanted |= EPOLLOUT;
  static_cast<CurlLoop*>(data)->watch_socket(fd, wanted);
  return 0;
}

int CurlCallbacks::on_timer(CURLM*, long milliseconds, void* data) {
  auto& loop = *static_cast<CurlLoop*>(data);
  loop.wake_at_ = milliseconds < 0
                      ? CurlLoop::SteadyTime::max()
                      : std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

}  // namespace elevaite::net
