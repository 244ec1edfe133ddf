// Percent-encoding, query strings, and the parts of an absolute http(s) URL.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace elevaite::net {

// Refuses malformed escapes, and escapes that decode to NUL or to invalid UTF-8. '+' stays '+'.
Result<std::string> percent_decode(std::string_view text);
// Keeps only the unreserved characters of RFC 3986 (letters, digits, - . _ ~).
std::string percent_encode(std::string_view text);

// Decoded pairs in the order of the query; a name may come more than once. '+' is a space.
using QueryParameters = std::vector<std::pair<std::string, std::string>>;
Result<QueryParameters> parse_query(std::string_view query);
std::string format_query(const QueryParameters& parameters);
// The first value of that name, or nullptr.
const std::string* find_parameter(const QueryParameters& parameters, std::string_view name);

// The parts of an absolute URL as the HTTP client dials them: `host` is lower-case, IPv6 without
// brackets, and numeric spellings of IPv4 (decimal, octal, hex, short) are normalised to dotted
// form.
struct UrlParts {
  std::string scheme;
  std::string host;
  std::uint16_t port = 0;
  bool has_userinfo = false;
  bool has_zone = false;

  // Scheme, host and port: what a credential may be sent to.
  std::string origin() const;
};
Result<UrlParts> parse_url(std::string_view url);
// What the Host field says of it: without the port that the scheme has anyway.
std::string host_field(const UrlParts& parts);
// `reference` (absolute or relative, as in a Location field) seen from `base`.
Result<std::string> resolve_url(std::string_view base, std::string_view reference);

}  // namespace elevaite::net
