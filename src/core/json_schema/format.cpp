#include "core/json_schema/format.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <boost/url/parse.hpp>
#include <optional>
#include <string>

#include "core/cron.hpp"
#include "core/time.hpp"

namespace elevaite::json_schema {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_date_time(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return false;
  // The seconds of a leap second: only in the last minute of a UTC day.
  std::string ordinary(text);
  bool is_leap = text.substr(17, 2) == "60";
  if (is_leap) ordinary.replace(17, 2, "59");
  auto instant = parse_rfc3339(ordinary);
  if (!instant || !is_leap) return instant.has_value();
  auto in_day = *instant - std::chrono::floor<std::chrono::days>(*instant);
  return std::chrono::floor<std::chrono::minutes>(in_day) == std::chrono::minutes(23 * 60 + 59);
}

bool is_date(std::string_view text) {
  return text.size() == 10 && is_date_time(std::string(text) + "T00:00:00Z");
}

bool is_time(std::string_view text) { return is_date_time("2000-01-01T" + std::string(text)); }

bool is_ipv4(std::string_view text) {
  in_addr address{};
  return text.size() < 16 && inet_pton(AF_INET, std::string(text).c_str(), &address) == 1;
}

bool is_ipv6(std::string_view text) {
  in6_addr address{};
  return text.size() < 46 && inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
}

bool is_hostname(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  while (true) {
    auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_email_host(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return is_hostname(host);
  auto literal = host.substr(1, host.size() - 2);
  return literal.starts_with("IPv6:") ? is_ipv6(literal.substr(5)) : is_ipv4(literal);
}

bool is_email(std::string_view text) {
  auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at > 64) return false;
  auto local = text.substr(0, at);
  if (!is_email_host(text.substr(at + 1))) return false;
  if (local.size() > 2 && local.front() == '"' && local.back() == '"') {
    auto inner = local.substr(1, local.size() - 2);
    return inner.find_first_of("\"\\\r\n") == std::string_view::npos;
  }
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) {
    return false;
  }
  constexpr std::string_view kSigns = ".!#$%&'*+/=?^_`{|}~-";
  return std::all_of(local.begin(), local.end(), [&](char c) {
    return is_digit(c) || is_letter(c) || kSigns.find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_uri(std::string_view text) {
  return boost::urls::parse_uri(boost::urls::string_view(text.data(), text.size())).has_value();
}

bool is_uri_reference(std::string_view text) {
  return boost::urls::parse_uri_reference(boost::urls::string_view(text.data(), text.size()))
      .has_value();
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool is_dash_place = i == 8 || i == 13 || i == 18 || i == 23;
    char c = text[i];
    bool is_hex = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_dash_place ? c != '-' : !is_hex) return false;
  }
  return true;
}

// The units of `text` in the order of `allowed`, each after a number. Moves past what it reads.
bool read_units(std::string_view& text, std::string_view allowed) {
  bool has_any = false;
  while (!text.empty() && text[0] != 'T') {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits == 0 || digits == text.size()) return false;
    auto unit = allowed.find(text[digits]);
    if (unit == std::string_view::npos) return false;
    allowed.remove_prefix(unit + 1);
    text.remove_prefix(digits + 1);
    has_any = true;
  }
  return has_any;
}

bool is_duration(std::string_view text) {
  if (!text.starts_with('P')) return false;
  text.remove_prefix(1);
  if (text.ends_with('W')) {
    auto number = text.substr(0, text.size() - 1);
    return !number.empty() && std::all_of(number.begin(), number.end(), is_digit);
  }
  bool has_date = read_units(text, "YMD");
  if (text.empty()) return has_date;
  if (text[0] != 'T') return false;
  text.remove_prefix(1);
  return read_units(text, "HMS") && text.empty();
}

bool is_cron(std::string_view text) { return Cron::parse(text).has_value(); }

bool is_time_zone(std::string_view text) { return TimeZone::find(std::string(text)).has_value(); }

constexpr Format kFormats[] = {
    {"email", "an e-mail address such as ann@example.com", is_email},
    {"uri", "an absolute URI such as https://example.com/a", is_uri},
    {"uri-reference", "a URI or a relative reference", is_uri_reference},
    {"uuid", "a UUID such as 123e4567-e89b-12d3-a456-426614174000", is_uuid},
    {"date", "a date such as 2026-11-24", is_date},
    {"date-time", "a date and time with offset such as 2026-11-24T09:30:00Z", is_date_time},
    {"time", "a time with offset such as 09:30:00Z", is_time},
    {"duration", "an ISO 8601 duration such as P1DT12H", is_duration},
    {"ipv4", "an IPv4 address such as 192.0.2.1", is_ipv4},
    {"ipv6", "an IPv6 address such as 2001:db8::1", is_ipv6},
    {"hostname", "a host name such as www.example.com", is_hostname},
    // Ours; to everybody else they are comments.
    {"cron", "a cron expression of five fields such as 0 9 * * MON-FRI", is_cron},
    {"time-zone", "a time zone such as Europe/Berlin", is_time_zone},
};

}  // namespace

const Format* find_format(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace elevaite::json_schema
