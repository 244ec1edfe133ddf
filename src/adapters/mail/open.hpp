// Mailers by the scheme of their URL.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "ports/services.hpp"

namespace elevaite::adapters::mail {

struct MailerOptions {
  std::string from = "ElevAIte <no-reply@localhost>";  // for mails that name no sender
  Duration timeout = 30s;                              // one delivery over SMTP, from end to end
  const Clock* clock = &system_clock();                // the Date of a mail
};

// spool:DIRECTORY              one .eml and one .json a mail; what `./x up` uses
// smtp://user:password@host:587   STARTTLS; smtps:// is TLS from the first byte (port 465)
//   ?tls=require|try|off       smtp:// only; `require` unless the host is loopback, where it is
//   `try` ?ca=FILE                   the certificate authority of the server, instead of the
//   system's
// The host is the operator's, so no egress guard applies. Errors name the part that is wrong and
// never repeat the password.
Result<std::unique_ptr<ports::Mailer>> open_mailer(std::string_view url, MailerOptions options);

Result<std::unique_ptr<ports::Mailer>> open_spool_mailer(std::string_view url,
                                                         MailerOptions options);
Result<std::unique_ptr<ports::Mailer>> open_smtp_mailer(std::string_view url,
                                                        MailerOptions options);

}  // namespace elevaite::adapters::mail
