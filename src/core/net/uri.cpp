#include "core/net/uri.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <array>
#include <boost/url/encode.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <charconv>
#include <memory>
#include <optional>

#include "core/utf8.hpp"

namespace elevaite::net {
namespace {

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

Result<std::string> decode(std::string_view text, bool plus_is_space) {
  auto checked = boost::urls::make_pct_string_view(text);
  if (checked.has_error()) {
    return invalid_argument("The URL holds a '%' that two hexadecimal digits do not follow.");
  }
  boost::urls::encoding_opts options;
  options.space_as_plus = plus_is_space;
  std::string decoded;
  decoded.reserve(checked->decoded_size());
  checked->decode(options, boost::urls::string_token::append_to(decoded));
  if (decoded.find('\0') != std::string::npos) {
    return invalid_argument("The URL holds an encoded NUL (%00), which is not text.");
  }
  if (!is_utf8(decoded)) {
    return invalid_argument("The URL does not decode to valid UTF-8.");
  }
  return decoded;
}

bool needs_decoding(std::string_view text) {
  for (char c : text) {
    if (c == '%' || c == '+' || static_cast<signed char>(c) <= 0) return true;
  }
  return false;
}

struct FreeUrl {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using UrlHandle = std::unique_ptr<CURLU, FreeUrl>;

// The part as text; empty when the URL has none.
std::string part(CURLU* handle, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle, which, &text, flags) != CURLUE_OK) return {};
  std::unique_ptr<char, decltype(&curl_free)> owned(text, &curl_free);
  return text;
}

Result<UrlHandle> parse(std::string_view url) {
  UrlHandle handle(curl_url());
  std::string text(url);
  CURLUcode code = text.find('\0') != std::string::npos
                       ? CURLUE_MALFORMED_INPUT
                       : curl_url_set(handle.get(), CURLUPART_URL, text.c_str(),
                                      CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS);
  if (code != CURLUE_OK) {
    return invalid_argument("The URL is not valid (" + std::string(curl_url_strerror(code)) +
                            "). Write it as https://host/path.");
  }
  return handle;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The host of a URL that nobody could read in two ways: a lower-case name whose last label begins
// with a letter, or IPv4 in its usual form.
bool is_usual_host(std::string_view host) {
  if (host.empty() || host.back() == '.') return false;
  for (char c : host) {
    if (!is_digit(c) && (c < 'a' || c > 'z') && c != '-' && c != '.') return false;
  }
  if (!is_digit(host[host.rfind('.') + 1])) return true;
  std::array<char, INET_ADDRSTRLEN + 1> text{};
  if (host.size() >= text.size()) return false;
  host.copy(text.data(), host.size());
  in_addr address{};
  return inet_pton(AF_INET, text.data(), &address) == 1;
}

// Most URLs, most of the time, at a hundredth of the cost of the parser.
std::optional<UrlParts> parse_usual_url(std::string_view url) {
  UrlParts parts;
  bool is_secure = url.starts_with("https://");
  if (!is_secure && !url.starts_with("http://")) return std::nullopt;
  for (char c : url) {
    if (c <= ' ' || c > '~') return std::nullopt;
  }
  auto authority = url.substr(is_secure ? 8 : 7);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  auto colon = authority.find(':');
  auto host = authority.substr(0, colon);
  if (!is_usual_host(host)) return std::nullopt;
  parts.scheme = is_secure ? "https" : "http";
  parts.host = host;
  parts.port = is_secure ? 443 : 80;
  if (colon == std::string_view::npos) return parts;
  auto port = authority.substr(colon + 1);
  auto [end, code] = std::from_chars(port.data(), port.data() + port.size(), parts.port);
  bool is_number = code == std::errc() && end == port.data() + port.size();
  if (!is_number || parts.port == 0 || port.front() == '0') return std::nullopt;
  return parts;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text) {
  if (!needs_decoding(text)) return std::string(text);
  return decode(text, false);
}

std::string percent_encode(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

Result<QueryParameters> parse_query(std::string_view query) {
  QueryParameters parameters;
  auto decode_part = [](std::string_view text) -> Result<std::string> {
    if (!needs_decoding(text)) return std::string(text);
    return decode(text, true);
  };
  while (!query.empty()) {
    auto pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    if (pair.empty()) continue;
    auto name = pair.substr(0, pair.find('='));
    auto value = name.size() < pair.size() ? pair.substr(name.size() + 1) : std::string_view();
    TRY(auto decoded_name, decode_part(name));
    TRY(auto decoded_value, decode_part(value));
    parameters.emplace_back(std::move(decoded_name), std::move(decoded_value));
  }
  return parameters;
}

std::string format_query(const QueryParameters& parameters) {
  std::string query;
  for (const auto& [name, value] : parameters) {
    if (!query.empty()) query += '&';
    query += percent_encode(name) + '=' + percent_encode(value);
  }
  return query;
}

const std::string* find_parameter(const QueryParameters& parameters, std::string_view name) {
  for (const auto& [candidate, value] : parameters) {
    if (candidate == name) return &value;
  }
  return nullptr;
}

std::string UrlParts::origin() const {
  return scheme + "://" + bracketed(host) + ":" + std::to_string(port);
}

std::string host_field(const UrlParts& parts) {
  const bool is_default = parts.port == (parts.scheme == "https" ? 443 : 80);
  return is_default ? bracketed(parts.host)
                    : bracketed(parts.host) + ":" + std::to_string(parts.port);
}

Result<UrlParts> parse_url(std::string_view url) {
  if (auto usual = parse_usual_url(url)) return std::move(*usual);
  TRY(auto handle, parse(url));
  // The parser takes "http:/h" and "http:///h" for "http://h"; others would not.
  auto after_scheme = url.substr(std::min(url.size(), url.find(':') + 1));
  if (!after_scheme.starts_with("//") || after_scheme.starts_with("///")) {
    return invalid_argument("The URL has no host. Write it as https://host/path.");
  }
  UrlParts parts;
  parts.scheme = part(handle.get(), CURLUPART_SCHEME);
  parts.host = part(handle.get(), CURLUPART_HOST);
  if (parts.host.empty()) return invalid_argument("The URL has no host.");
  std::transform(parts.host.begin(), parts.host.end(), parts.host.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (parts.host.front() == '[') parts.host = parts.host.substr(1, parts.host.size() - 2);
  parts.has_zone = !part(handle.get(), CURLUPART_ZONEID).empty();
  // An empty user ("http://@host") counts too: nobody writes it in good faith.
  std::string_view authority = after_scheme.substr(2);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  parts.has_userinfo = authority.find('@') != std::string_view::npos;
  std::string port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), parts.port);
  return parts;
}

Result<std::string> resolve_url(std::string_view base, std::string_view reference) {
  TRY(auto handle, parse(base));
  std::string text(reference);
  auto code = curl_url_set(handle.get(), CURLUPART_URL, text.c_str(),
                           CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS | CURLU_URLENCODE);
  if (code != CURLUE_OK || text.find('\0') != std::string::npos) {
    return invalid_argument("The server redirects to something that is not a URL.");
  }
  return part(handle.get(), CURLUPART_URL);
}

}  // namespace elevaite::net
