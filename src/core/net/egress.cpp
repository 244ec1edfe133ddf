#include "core/net/egress.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <atomic>
#include <charconv>
#include <cstring>

#include "core/net/uri.hpp"

namespace elevaite::net {
namespace {

struct Block {
  std::array<std::uint8_t, 16> bytes;
  unsigned prefix;
  const char* what;
};

// What the special-purpose registry (RFC 6890 and successors) keeps out of the public IPv4
// internet, and one address in public space that is a cloud's metadata service.
constexpr Block kDeniedIpv4[] = {
    {{0}, 8, "an address of this machine"},
    {{10}, 8, "a private address"},
    {{100, 64}, 10, "a carrier's shared address"},
    {{127}, 8, "a loopback address"},
    {{168, 63, 129, 16}, 32, "a cloud metadata address"},
    {{169, 254}, 16, "a link-local or cloud metadata address"},
    {{172, 16}, 12, "a private address"},
    {{192, 0, 0}, 24, "a reserved address"},
    {{192, 0, 2}, 24, "a documentation address"},
    {{192, 88, 99}, 24, "a 6to4 relay address"},
    {{192, 168}, 16, "a private address"},
    {{198, 18}, 15, "a benchmarking address"},
    {{198, 51, 100}, 24, "a documentation address"},
    {{203, 0, 113}, 24, "a documentation address"},
    {{224}, 4, "a multicast address"},
    {{240}, 4, "a reserved or broadcast address"},
};

// IPv6: global unicast space is 2000::/3, and everything outside it is denied: ::, ::1, v4-mapped
// and v4-compatible (::/96), NAT64 (64:ff9b::/96), unique local, link-local, site-local, multicast.
// These are the blocks inside it that are special or carry an IPv4 address.
constexpr Block kGlobalUnicast = {{0x20}, 3, ""};
constexpr Block kDeniedIpv6[] = {
    {{0x20, 0x01, 0x00}, 23, "a Teredo or other protocol address"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "a documentation address"},
    {{0x20, 0x02}, 16, "a 6to4 address"},
    {{0x3f, 0xff, 0x00}, 20, "a documentation address"},
};

bool is_inside(const std::uint8_t* bytes, const std::uint8_t* block, unsigned prefix) {
  unsigned whole = prefix / 8;
  if (std::memcmp(bytes, block, whole) != 0) return false;
  unsigned rest = prefix % 8;
  if (rest == 0) return true;
  auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
  return (bytes[whole] & mask) == (block[whole] & mask);
}

// Why the address is not public, or nullptr.
const char* objection(bool is_ipv6, const std::uint8_t* bytes) {
  if (!is_ipv6) {
    for (const Block& block : kDeniedIpv4) {
      if (is_inside(bytes, block.bytes.data(), block.prefix)) return block.what;
    }
    return nullptr;
  }
  if (!is_inside(bytes, kGlobalUnicast.bytes.data(), kGlobalUnicast.prefix)) {
    return "an address outside the public IPv6 internet";
  }
  for (const Block& block : kDeniedIpv6) {
    if (is_inside(bytes, block.bytes.data(), block.prefix)) return block.what;
  }
  return nullptr;
}

struct Literal {
  bool is_ipv6 = false;
  std::array<std::uint8_t, 16> bytes{};
};

std::optional<Literal> parse_literal(std::string_view text) {
  Literal literal;
  std::string copy(text);
  if (inet_pton(AF_INET, copy.c_str(), literal.bytes.data()) == 1) return literal;
  literal.is_ipv6 = true;
  if (inet_pton(AF_INET6, copy.c_str(), literal.bytes.data()) == 1) return literal;
  return std::nullopt;
}

// Lower case, without the dot that roots a name.
std::string normal_host(std::string_view host) {
  std::string normal(host);
  if (normal.ends_with('.')) normal.pop_back();
  for (char& c : normal) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return normal;
}

template <class Number>
std::optional<Number> parse_number(std::string_view text, Number max) {
  Number value = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc() || end != text.data() + text.size() || value > max) return std::nullopt;
  return value;
}

bool is_host_name(std::string_view host) {
  if (host.empty()) return false;
  for (char c : host) {
    bool is_word =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!is_word) return false;
  }
  // "127.1" and "0x7f000001" are spellings of addresses, which the client dials in their normal
  // form.
  auto last = host.substr(host.rfind('.') + 1);
  return last.find_first_not_of("0123456789") != std::string_view::npos && !last.starts_with("0x");
}

std::atomic<std::uint64_t> next_id{1};

Error denied(std::string message) {
  return Error{ErrorCode::permission_denied, std::move(message), "egress_denied"};
}

}  // namespace

EgressGuard::EgressGuard(std::vector<std::string> allowed) : id_(next_id.fetch_add(1)) {
  for (const auto& entry : allowed) {
    auto rule = parse_entry(entry);
    if (rule.has_value()) allowed_.push_back(std::move(*rule));
  }
}

Result<void> EgressGuard::check_entry(std::string_view entry) {
  CHECK(parse_entry(entry));
  return {};
}

Result<EgressGuard::Rule> EgressGuard::parse_entry(std::string_view entry) {
  auto invalid = [entry] {
    return invalid_argument("\"" + std::string(entry) +
                            "\" is not a host, host:port, address, address:port or CIDR block.");
  };
  Rule rule;
  std::string_view host = entry;
  auto slash = host.find('/');
  std::optional<unsigned> prefix;
  if (slash != std::string_view::npos) {
    prefix = parse_number<unsigned>(host.substr(slash + 1), 128);
    if (!prefix) return invalid();
    host = host.substr(0, slash);
  } else if (bool is_bracketed = host.starts_with('['); is_bracketed || !parse_literal(host)) {
    auto colon = is_bracketed ? host.find("]:") + 1 : host.find(':');
    if (colon != std::string_view::npos && colon != 0) {
      auto port = parse_number<std::uint16_t>(host.substr(colon + 1), 65535);
      if (!port || *port == 0) return invalid();
      rule.port = *port;
      host = host.substr(0, colon);
    }
    if (is_bracketed) {
      if (!host.ends_with(']')) return invalid();
      host = host.substr(1, host.size() - 2);
    }
  }
  if (auto literal = parse_literal(host)) {
    unsigned bits = literal->is_ipv6 ? 128 : 32;
    if (prefix.value_or(0) > bits) return invalid();
    rule.is_ipv6 = literal->is_ipv6;
    rule.bytes = literal->bytes;
    rule.prefix = prefix.value_or(bits);
    return rule;
  }
  rule.host = normal_host(host);
  if (prefix || !is_host_name(rule.host)) return invalid();
  return rule;
}

bool EgressGuard::is_allowed(std::string_view host, bool is_ipv6, const std::uint8_t* bytes,
                             std::uint16_t port) const {
  for (const Rule& rule : allowed_) {
    if (rule.port != 0 && rule.port != port) continue;
    if (!rule.host.empty()) {
      if (rule.host == host) return true;
    } else if (rule.is_ipv6 == is_ipv6 && is_inside(bytes, rule.bytes.data(), rule.prefix)) {
      return true;
    }
  }
  return false;
}

Result<void> EgressGuard::check_url(std::string_view url) const {
  TRY(const auto parts, parse_url(url));
  return check_url(parts);
}

Result<void> EgressGuard::check_url(const UrlParts& parts) const {
  if (parts.scheme != "http" && parts.scheme != "https") {
    return denied("The URL must begin with http:// or https://.");
  }
  if (parts.has_userinfo) {
    return denied("The URL must not hold a user name or password. Use a credential instead.");
  }
  if (parts.has_zone) return denied("The URL's address must not name a network zone.");
  if (parts.port == 0) return denied("The URL's port must be between 1 and 65535.");
  auto host = normal_host(parts.host);
  for (char c : host) {
    if (static_cast<signed char>(c) <= 0x20) {
      return denied("The URL's host must be written in ASCII (the xn-- form).");
    }
  }
  bool is_this_machine = host == "localhost" || host.ends_with(".localhost");
  auto literal = parse_literal(is_this_machine ? "127.0.0.1" : host);
  if (!literal) {
    if (is_host_name(host)) return {};
    return denied("The URL's host \"" + host + "\" is neither a name nor an address.");
  }
  const char* why = objection(literal->is_ipv6, literal->bytes.data());
  if (!why || is_allowed(host, literal->is_ipv6, literal->bytes.data(), parts.port)) return {};
  if (is_this_machine && is_allowed(host, true, in6addr_loopback.s6_addr, parts.port)) return {};
  return denied("The host \"" + host + "\" is " + why + ", which may not be called.");
}

Result<void> EgressGuard::check_address(std::string_view host, const sockaddr* address) const {
  Literal literal;
  std::uint16_t port = 0;
  std::uint32_t zone = 0;
  if (address && address->sa_family == AF_INET) {
    sockaddr_in in;
    std::memcpy(&in, address, sizeof in);
    std::memcpy(literal.bytes.data(), &in.sin_addr, 4);
    port = ntohs(in.sin_port);
  } else if (address && address->sa_family == AF_INET6) {
    sockaddr_in6 in;
    std::memcpy(&in, address, sizeof in);
    literal.is_ipv6 = true;
    std::memcpy(literal.bytes.data(), &in.sin6_addr, 16);
    port = ntohs(in.sin6_port);
    zone = in.sin6_scope_id;
  } else {
    return denied("Only IPv4 and IPv6 addresses may be called.");
  }
  const char* why = objection(literal.is_ipv6, literal.bytes.data());
  if (zone != 0 && !why) why = "an address in a network zone";
  auto normal = normal_host(host);
  if (!why || is_allowed(normal, literal.is_ipv6, literal.bytes.data(), port)) return {};
  return denied("The host \"" + normal + "\" leads to " + why + ", which may not be called.");
}

}  // namespace elevaite::net
