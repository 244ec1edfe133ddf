#include "core/net/response_parser.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace elevaite::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

// An idle connection holds no more memory than this for the next body.
constexpr std::size_t kMaxKept = 4 << 10;

std::string_view std_view(string_view text) { return {text.data(), text.size()}; }

// Fills the response of a transfer, and collects the body that comes with one feed.
class ResponseSink final : public http::basic_parser<false> {
 public:
  ResponseSink(ClientResponse& response, std::string& body) : response_(response), body_(body) {}

  // 100 Continue, 103 Early Hints; 101 would end HTTP on this connection.
  bool is_interim() const { return response_.status / 100 == 1 && response_.status != 101; }

 private:
  void on_request_impl(http::verb, string_view, string_view, int, error_code&) override {}
  void on_response_impl(int status, string_view, int, error_code&) override {
    response_.status = status;
  }
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    if (is_header_done()) return;  // trailers carry nothing that may be trusted
    response_.headers.add(std::string(std_view(name)), std::string(std_view(value)));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view bytes, error_code&) override {
    body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override {
    body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_finish_impl(error_code&) override {}

  ClientResponse& response_;
  std::string& body_;
};

}  // namespace

struct ResponseParser::Impl {
  Transfer* transfer = nullptr;
  std::optional<ResponseSink> sink;
  std::string body;  // of the feed under way
};

ResponseParser::ResponseParser() : impl_(std::make_unique<Impl>()) {}
ResponseParser::~ResponseParser() = default;

void ResponseParser::begin(Transfer& transfer) {
  impl_->transfer = &transfer;
  problem_.clear();
  next_message();
}

void ResponseParser::next_message() {
  Transfer& transfer = *impl_->transfer;
  transfer.response = ClientResponse();
  ResponseSink& sink = impl_->sink.emplace(transfer.response, impl_->body);
  sink.header_limit(static_cast<std::uint32_t>(kMaxHeaderBytes));
  sink.body_limit(boost::none);  // the transfer has one of its own
  if (transfer.method == "HEAD") sink.skip(true);
  state_ = State::need_more;
}

std::size_t ResponseParser::feed(std::string_view input) {
  std::size_t consumed = 0;
  while (state_ == State::need_more && consumed < input.size()) {
    std::size_t before = consumed;
    advance(input, consumed);
    if (consumed == before) break;
  }
  hand_over();
  return consumed;
}

void ResponseParser::advance(std::string_view input, std::size_t& consumed) {
  Transfer& transfer = *impl_->transfer;
  ResponseSink& sink = *impl_->sink;
  bool had_head = sink.is_header_done();
  auto rest = input.substr(consumed);
  error_code code;
  std::size_t taken = sink.put(boost::asio::buffer(rest.data(), rest.size()), code);
  consumed += taken;
  if (!had_head) transfer.header_bytes += taken;
  bool is_cut = code == http::error::need_more;
  bool is_long = transfer.header_bytes + (is_cut ? rest.size() - taken : 0) > kMaxHeaderBytes;
  if (code == http::error::header_limit || (is_long && (is_cut || !had_head))) {
    transfer.refuse_head();
    return fail({});
  }
  if (code && !is_cut) return fail("the answer is not valid HTTP (" + code.message() + ")");
  if (!sink.is_done()) return;
  if (sink.is_interim()) return next_message();
  state_ = State::done;
}

void ResponseParser::end() {
  if (state_ != State::need_more) return;
  error_code code;
  if (impl_->sink->got_some()) {
    impl_->sink->put_eof(code);
  } else {
    code = http::error::end_of_stream;
  }
  if (code || !impl_->sink->is_done() || impl_->sink->is_interim()) {
    return fail("the connection was closed before the end of the answer");
  }
  state_ = State::done;
}

void ResponseParser::hand_over() {
  if (impl_->body.empty()) return;
  bool goes_on = impl_->transfer->take_body(impl_->body);
  impl_->body.clear();
  if (impl_->body.capacity() > kMaxKept) impl_->body.shrink_to_fit();
  if (!goes_on) fail({});
}

void ResponseParser::fail(std::string problem) {
  state_ = State::failed;
  problem_ = std::move(problem);
}

bool ResponseParser::keeps_alive() const {
  return impl_->sink->keep_alive() && impl_->transfer->response.status != 101;
}

}  // namespace elevaite::net
