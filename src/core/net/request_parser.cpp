#include "core/net/request_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace elevaite::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string_view to_std(string_view text) { return {text.data(), text.size()}; }

// A body is given room at once up to this size; what only claims to be larger has to arrive first.
constexpr std::uint64_t kMaxReserve = 64 << 10;

// Fills an HttpRequest directly, which saves Beast's own field container and the copy out of it.
class Sink final : public http::basic_parser<true> {
 public:
  explicit Sink(HttpRequest& request) : request_(request) {}

  bool is_http_1_0() const { return version_ == 10; }
  bool is_head_method() const { return is_head_method_; }
  bool expects_continue() const { return expects_continue_; }
  // What HTTP/1.1 asks for and Beast leaves to us; 0 when all is well.
  int refused_status() const { return refused_status_; }
  const char* refused_because() const { return refused_because_; }
  void allow_body(std::uint64_t bytes) { body_room_ = bytes; }

 private:
  void on_request_impl(http::verb verb, string_view method, string_view target, int version,
                       error_code&) override {
    request_.method = to_std(method);
    request_.target = to_std(target);
    version_ = version;
    is_head_method_ = verb == http::verb::head;
    auto rest = std::string_view(request_.target);
    if (rest.starts_with("http://") || rest.starts_with("https://")) {
      rest.remove_prefix(rest.find("//") + 2);
      rest.remove_prefix(std::min(rest.size(), rest.find_first_of("/?")));
    } else if (!rest.starts_with('/') && rest != "*") {
      refuse(400, "The request target must begin with '/'.");
    }
    auto question = rest.find('?');
    request_.path = rest.substr(0, question);
    if (request_.path.empty()) request_.path = "/";
    if (question != std::string_view::npos) request_.query = rest.substr(question + 1);
  }

  void on_response_impl(int, string_view, int, error_code&) override {}

  void on_field_impl(http::field field, string_view name, string_view value, error_code&) override {
    if (is_header_done()) return;  // trailers carry nothing that may be trusted
    if (field == http::field::transfer_encoding &&
        !equals_ignoring_case(to_std(value), "chunked")) {
      refuse(501, "The only transfer encoding understood is chunked.");
    }
    if (field == http::field::expect && equals_ignoring_case(to_std(value), "100-continue")) {
      expects_continue_ = true;
    }
    if (field == http::field::host) ++hosts_;
    request_.headers.add(std::string(to_std(name)), std::string(to_std(value)));
  }

  void on_header_impl(error_code&) override {
    if (hosts_ > 1) refuse(400, "The request has more than one Host field.");
    if (hosts_ == 0 && version_ >= 11) refuse(400, "The request has no Host field.");
    if (version_ < 11 && chunked()) refuse(400, "HTTP/1.0 has no chunked bodies.");
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) request_.body.reserve(static_cast<std::size_t>(std::min(*length, kMaxReserve)));
  }

  std::size_t on_body_impl(string_view bytes, error_code& code) override {
    if (bytes.size() > body_room_) {
      code = http::error::body_limit;
      return 0;
    }
    body_room_ -= bytes.size();
    request_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code& code) override {
    return on_body_impl(bytes, code);
  }

  void on_finish_impl(error_code&) override {}

  void refuse(int status, const char* because) {
    if (refused_status_ != 0) return;
    refused_status_ = status;
    refused_because_ = because;
  }

  HttpRequest& request_;
  std::uint64_t body_room_ = 0;
  int version_ = 11;
  int hosts_ = 0;
  bool is_head_method_ = false;
  bool expects_continue_ = false;
  int refused_status_ = 0;
  const char* refused_because_ = "";
};

}  // namespace

struct RequestParser::Impl {
  std::size_t max_header_bytes;
  std::size_t max_body_bytes;
  const StreamsBody& streams_body;
  HttpRequest request;
  std::optional<Sink> sink;
  std::size_t header_bytes = 0;
};

RequestParser::RequestParser(std::size_t max_header_bytes, std::size_t max_body_bytes,
                             const StreamsBody& streams_body)
    : impl_(new Impl{max_header_bytes, max_body_bytes, streams_body, {}, std::nullopt, 0}) {
  reset();
}

RequestParser::~RequestParser() = default;

void RequestParser::reset() {
  impl_->request = HttpRequest();
  impl_->sink.emplace(impl_->request);
  impl_->sink->header_limit(static_cast<std::uint32_t>(impl_->max_header_bytes));
  // Ours, because it depends on the head whether there is one.
  impl_->sink->body_limit(boost::none);
  impl_->header_bytes = 0;
  state_ = State::need_more;
  streams_body_ = false;
}

std::size_t RequestParser::feed(std::string_view input) {
  std::size_t consumed = 0;
  // An empty line before a request is tolerated, as RFC 9112 asks.
  if (!impl_->sink->got_some()) {
    while (consumed < input.size() && (input[consumed] == '\r' || input[consumed] == '\n'))
      ++consumed;
  }
  state_ = State::need_more;
  while (state_ == State::need_more && consumed < input.size()) {
    std::size_t before = consumed;
    state_ = advance(input, consumed);
    if (consumed == before) break;
  }
  return consumed;
}

RequestParser::State RequestParser::advance(std::string_view input, std::size_t& consumed) {
  Sink& sink = *impl_->sink;
  bool had_head = sink.is_header_done();
  auto rest = input.substr(consumed);
  error_code code;
  std::size_t taken = sink.put(boost::asio::buffer(rest.data(), rest.size()), code);
  consumed += taken;
  if (!had_head) impl_->header_bytes += taken;
  if (code == http::error::header_limit || impl_->header_bytes > impl_->max_header_bytes) {
    return fail(431, "The request's head is larger than " +
                         std::to_string(impl_->max_header_bytes) + " bytes.");
  }
  if (code == http::error::body_limit) return fail_too_large();
  if (code == http::error::bad_version) return fail(505, "The HTTP version must be 1.0 or 1.1.");
  if (code && code != http::error::need_more) {
    return fail(400, "The request is not valid HTTP: " + code.message() + ".");
  }
  if (sink.is_header_done() && sink.refused_status() != 0) {
    return fail(sink.refused_status(), sink.refused_because());
  }
  if (sink.is_done()) return State::done;
  if (!had_head && sink.is_header_done()) return begin_body();
  if (code == http::error::need_more && rest.size() - taken > impl_->max_header_bytes) {
    // A line of the chunked coding that never ends.
    return fail(400, "The request's chunked body is not valid.");
  }
  return State::need_more;
}

RequestParser::State RequestParser::begin_body() {
  const HttpRequest& request = impl_->request;
  streams_body_ = impl_->streams_body && impl_->streams_body(request.method, request.path);
  std::uint64_t limit = streams_body_ ? ~std::uint64_t{0} : impl_->max_body_bytes;
  impl_->sink->allow_body(limit);
  auto length = impl_->sink->content_length();
  return length && *length > limit ? fail_too_large() : State::head;
}

RequestParser::State RequestParser::fail_too_large() {
  return fail(413, "The request's body is larger than " + std::to_string(impl_->max_body_bytes) +
                       " bytes.");
}

RequestParser::State RequestParser::fail(int status, std::string detail) {
  failure_ = {status, std::move(detail)};
  return State::failed;
}

HttpRequest RequestParser::take() { return std::move(impl_->request); }
std::string RequestParser::take_body() { return std::exchange(impl_->request.body, {}); }
bool RequestParser::keeps_alive() const { return impl_->sink->keep_alive(); }
bool RequestParser::is_http_1_0() const { return impl_->sink->is_http_1_0(); }
bool RequestParser::was_head_method() const { return impl_->sink->is_head_method(); }
bool RequestParser::expects_continue() const { return impl_->sink->expects_continue(); }

}  // namespace elevaite::net
