// Any bytes as the answer to an outbound request: read whole and cut in two, both must be the same.
#include "core/net/response_parser.hpp"

namespace {

using elevaite::net::ResponseParser;

struct Reading {
  ResponseParser::State state = ResponseParser::State::need_more;
  elevaite::net::ClientResponse response;
};

Reading read(std::initializer_list<std::string_view> pieces, bool is_head) {
  elevaite::net::ClientRequest request;
  request.max_response_bytes = 4096;
  elevaite::net::Transfer transfer;
  transfer.request = &request;
  transfer.method = is_head ? "HEAD" : "GET";
  ResponseParser parser;
  parser.begin(transfer);
  std::string unparsed;
  for (std::string_view piece : pieces) {
    unparsed += piece;
    if (parser.state() == ResponseParser::State::need_more) {
      unparsed.erase(0, parser.feed(unparsed));
    }
  }
  parser.end();
  return {parser.state(), std::move(transfer.response)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte says where to cut, and its lowest bit which method asked.
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::size_t cut = text.empty() ? 0 : data[0] / 2 % text.size();
  bool is_head = data[0] % 2 == 1;
  Reading whole = read({text}, is_head);
  Reading parts = read({text.substr(0, cut), text.substr(cut)}, is_head);
  if (whole.state != parts.state) __builtin_trap();
  if (whole.state != ResponseParser::State::done) return 0;
  if (whole.response.status != parts.response.status) __builtin_trap();
  if (whole.response.body != parts.response.body) __builtin_trap();
  if (whole.response.headers.size() != parts.response.headers.size()) __builtin_trap();
  return 0;
}
