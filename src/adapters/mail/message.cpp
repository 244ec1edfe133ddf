#include "adapters/mail/message.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <ctime>

#include "core/assert.hpp"
#include "core/uuid.hpp"

namespace elevaite::adapters::mail {
namespace {

bool is_control(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_one_of(char c, std::string_view allowed) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         allowed.find(c) != std::string_view::npos;
}

bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_one_of(c, "!#$%&'*+-/=?^_`{|}~."); });
}

bool is_domain(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  std::size_t label = 0;
  for (char c : text) {
    if (c == '.') {
      if (label == 0) return false;
      label = 0;
    } else if (!is_one_of(c, "-") || ++label > 63) {
      return false;
    }
  }
  return label > 0 && text.front() != '-' && text.back() != '-';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

Result<void> check_header_value(std::string_view field, std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_control)) {
    return invalid_field(
        std::string(field), "control_character",
        fmt::format("{} must not hold line breaks or other control characters.", field));
  }
  if (text.size() > 2000) {
    return invalid_field(std::string(field), "too_long",
                         fmt::format("{} must be at most 2000 bytes long.", field));
  }
  return {};
}

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the terminating NUL
  return out;
}

// RFC 2047: words of at most 75 characters, none of which splits a UTF-8 sequence.
std::string encode_words(std::string_view text) {
  constexpr std::size_t kBytesPerWord = 42;
  std::string out;
  while (!text.empty()) {
    std::size_t length = std::min(text.size(), kBytesPerWord);
    while (length < text.size() && length > 1 &&
           (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) {
      --length;
    }
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return out;
}

// Text of a header without structure. What looks like an encoded word is encoded, lest it be
// decoded.
std::string unstructured(std::string_view text) {
  bool is_plain = is_ascii(text) && text.find("=?") == std::string_view::npos && text.size() <= 900;
  return is_plain ? std::string(text) : encode_words(text);
}

std::string mailbox(const MailAddress& mail) {
  if (mail.name.empty()) return mail.address;
  if (!is_ascii(mail.name) || mail.name.find("=?") != std::string::npos) {
    return encode_words(mail.name) + " <" + mail.address + ">";
  }
  std::string quoted;
  for (char c : mail.name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "\"" + quoted + "\" <" + mail.address + ">";
}

std::string mailboxes(const std::vector<std::string>& addresses) {
  std::string out;
  for (const std::string& text : addresses) {
    auto parsed = parse_address("to", text);
    ASSERT(parsed.has_value());
    if (!out.empty()) out += ",\r\n ";
    out += mailbox(*parsed);
  }
  return out;
}

std::string rfc5322_date(Instant date) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::time_t seconds = std::chrono::floor<std::chrono::seconds>(date).time_since_epoch().count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                     kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

std::string body_part(std::string_view type, std::string_view text) {
  std::string encoded = base64(text);
  std::string out = fmt::format(
      "Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", type);
  for (std::size_t at = 0; at < encoded.size(); at += 76) {
    out.append(encoded, at, 76);
    out += "\r\n";
  }
  return out;
}

std::string body_of(const ports::Mail& mail, std::string_view id) {
  if (mail.html.empty()) return body_part("text/plain", mail.text);
  if (mail.text.empty()) return body_part("text/html", mail.html);
  return fmt::format(
      "Content-Type: multipart/alternative; boundary=\"part-{0}\"\r\n\r\n"
      "--part-{0}\r\n{1}\r\n--part-{0}\r\n{2}\r\n--part-{0}--\r\n",
      id, body_part("text/plain", mail.text), body_part("text/html", mail.html));
}

}  // namespace

Result<MailAddress> parse_address(std::string_view field, std::string_view text) {
  CHECK(check_header_value(field, text));
  MailAddress out;
  std::string_view address = trim(text);
  if (std::size_t open = address.rfind('<'); open != std::string_view::npos) {
    if (address.back() != '>') address = {};
    out.name = trim(address.substr(0, std::min(open, address.size())));
    if (out.name.size() >= 2 && out.name.front() == '"' && out.name.back() == '"') {
      out.name = out.name.substr(1, out.name.size() - 2);
    }
    if (!address.empty()) address = trim(address.substr(open + 1, address.size() - open - 2));
  }
  std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || !is_local_part(address.substr(0, at)) ||
      !is_domain(address.substr(at + 1))) {
    return invalid_field(std::string(field), "email",
                         fmt::format("{} is not an e-mail address: write name@example.com or "
                                     "Name <name@example.com>.",
                                     field));
  }
  out.address = address;
  return out;
}

Result<void> check_mail(const ports::Mail& mail) {
  CHECK(parse_address("from", mail.from));
  for (std::size_t i = 0; i < mail.to.size(); ++i) {
    CHECK(parse_address(fmt::format("to[{}]", i), mail.to[i]));
  }
  for (std::size_t i = 0; i < mail.cc.size(); ++i) {
    CHECK(parse_address(fmt::format("cc[{}]", i), mail.cc[i]));
  }
  if (mail.to.empty()) return invalid_field("to", "required", "to needs at least one address.");
  if (mail.to.size() + mail.cc.size() > kMaxRecipients) {
    return invalid_field("to", "too_many",
                         fmt::format("A mail goes to at most {} addresses.", kMaxRecipients));
  }
  CHECK(check_header_value("subject", mail.subject));
  if (mail.text.size() + mail.html.size() > kMaxMailBytes) {
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("A mail holds at most {} MiB of text.", kMaxMailBytes >> 20),
                 "mail_too_large"};
  }
  return {};
}

std::string mail_id(const ports::Mail& mail) {
  std::string key = mail.idempotency_key.empty() ? Uuid::generate().str() : mail.idempotency_key;
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), nullptr, 0);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

std::string render_message(const ports::Mail& mail, std::string_view id, Instant date) {
  auto from = parse_address("from", mail.from);
  ASSERT(from.has_value());
  std::string domain = from->address.substr(from->address.rfind('@') + 1);
  std::string out = "From: " + mailbox(*from) + "\r\nTo: " + mailboxes(mail.to) + "\r\n";
  if (!mail.cc.empty()) out += "Cc: " + mailboxes(mail.cc) + "\r\n";
  out += "Subject: " + unstructured(mail.subject) + "\r\n";
  out += "Date: " + rfc5322_date(date) + "\r\n";
  out += fmt::format("Message-ID: <{}@{}>\r\n", id, domain);
  out += "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n";
  return out + body_of(mail, id);
}

}  // namespace elevaite::adapters::mail
