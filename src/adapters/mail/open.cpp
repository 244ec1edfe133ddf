#include "adapters/mail/open.hpp"

#include "adapters/mail/message.hpp"

namespace elevaite::adapters::mail {

Result<std::unique_ptr<ports::Mailer>> open_mailer(std::string_view url, MailerOptions options) {
  CHECK(parse_address("mail_from", options.from));
  if (url.starts_with("spool:")) return open_spool_mailer(url, std::move(options));
  if (url.starts_with("smtp://") || url.starts_with("smtps://")) {
    return open_smtp_mailer(url, std::move(options));
  }
  return invalid_field("mail_url", "scheme",
                       "mail_url must begin with spool:, smtp:// or smtps://.");
}

}  // namespace elevaite::adapters::mail
