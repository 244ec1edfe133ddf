// Another address for an account. Both must confirm it, each by a link of its own: the new one so
// that nobody takes an address that is not theirs, the old one so that a stolen session or password
// does not carry the account off.
#pragma once
#include <string>

#include "core/crypto/password.hpp"
#include "identity/account_mailer.hpp"
#include "identity/rate_limiter.hpp"
#include "identity/user_tokens.hpp"
#include "model/principal.hpp"

namespace elevaite::identity {

class EmailChange {
 public:
  EmailChange(ports::Database& database, crypto::PasswordHasher& hasher, UserTokens& tokens,
              AccountMailer& mailer, const Clock& clock)
      : database_(database), hasher_(hasher), tokens_(tokens), mailer_(mailer), clock_(clock) {}

  // Mails both. Whether another account has the address is told only to its reader.
  // permission_denied (reason "password_wrong"); invalid_argument; rate_limited.
  Task<Result<void>> request(model::UserId user_id, std::string email, std::string password);
  // With a token that has been found; whether the address is now changed. conflict (reason
  // "email_taken") when another account has got it meanwhile.
  Task<Result<bool>> confirm(UserToken token, std::string remote_address);

 private:
  Task<Result<void>> send_links(model::UserId user_id, std::string present, std::string next);

  ports::Database& database_;
  crypto::PasswordHasher& hasher_;
  UserTokens& tokens_;
  AccountMailer& mailer_;
  const Clock& clock_;
  RateLimiter limiter_{10, 10, clock_};
};

}  // namespace elevaite::identity
