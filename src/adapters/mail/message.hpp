// A mail as RFC 5322 text: what the spool keeps and what goes over SMTP.
#pragma once
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "ports/services.hpp"

namespace elevaite::adapters::mail {

constexpr std::size_t kMaxRecipients = 50;
constexpr std::size_t kMaxMailBytes = 10 << 20;

// `Ada <ada@example.com>` or `ada@example.com`. ASCII addresses only.
struct MailAddress {
  std::string name;
  std::string address;
};
Result<MailAddress> parse_address(std::string_view field, std::string_view text);

// Refuses control characters (so also CR and LF) in whatever becomes a header, addresses that are
// none, no or too many recipients, too large a mail. `from` must be filled in. Names the field.
Result<void> check_mail(const ports::Mail& mail);

// 32 hexadecimal digits that are the same for the same idempotency key; random without one.
std::string mail_id(const ports::Mail& mail);

// The whole message with CRLF line ends. `mail` must have passed check_mail().
std::string render_message(const ports::Mail& mail, std::string_view id, Instant date);

}  // namespace elevaite::adapters::mail
