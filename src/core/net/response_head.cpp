#include "core/net/response_head.hpp"

#include <boost/beast/http/status.hpp>
#include <charconv>
#include <ctime>

#include "core/error.hpp"
#include "core/json.hpp"

namespace elevaite::net {
namespace {

bool is_set_by_the_server(std::string_view name) {
  for (std::string_view own :
       {"content-length", "transfer-encoding", "connection", "keep-alive", "date"}) {
    if (equals_ignoring_case(name, own)) return true;
  }
  return false;
}

void append_value(std::string& out, std::string_view value) {
  auto start = out.size();
  out += value;
  constexpr std::string_view kBreaks("\r\n\0", 3);
  for (auto at = out.find_first_of(kBreaks, start); at != std::string::npos;
       at = out.find_first_of(kBreaks, at)) {
    out[at] = ' ';
  }
}

void append_number(std::string& out, std::size_t number) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

std::string_view reason_of(int status) {
  auto reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  return {reason.data(), reason.size()};
}

// Statuses of HTTP itself which our table of errors does not map to.
std::string_view code_of(int status) {
  switch (status) {
    case 408:
      return "timeout";
    case 413:
    case 431:
      return "limit_exceeded";
    case 500:
      return "internal";
    case 503:
      return "unavailable";
  }
  return "invalid_argument";
}

}  // namespace

void append_head(std::string& out, const HttpResponse& response, const HeadOptions& options) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason_of(response.status);
  out += "\r\nDate: ";
  out += options.date;
  out += "\r\n";
  for (const auto& [name, value] : response.headers) {
    if (!is_token(name) || is_set_by_the_server(name)) continue;
    out += name;
    out += ": ";
    append_value(out, value);
    out += "\r\n";
  }
  if (options.framing == Framing::content_length) {
    out += "Content-Length: ";
    append_number(out, options.content_length);
    out += "\r\n";
  } else if (options.framing == Framing::chunked) {
    out += "Transfer-Encoding: chunked\r\n";
  }
  if (!options.keeps_alive) {
    out += "Connection: close\r\n";
  } else if (options.is_http_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

HttpResponse problem_response(int status, std::string_view detail) {
  boost::json::object problem;
  problem["type"] = "about:blank";
  problem["title"] = reason_of(status);
  problem["status"] = status;
  problem["code"] = code_of(status);
  problem["detail"] = detail;
  HttpResponse response;
  response.status = status;
  response.headers.add("Content-Type", "application/problem+json");
  response.body = to_text(problem);
  return response;
}

std::string http_date(std::chrono::system_clock::time_point instant) {
  std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  auto length = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text, length};
}

}  // namespace elevaite::net
