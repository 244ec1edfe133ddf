// A new password for who has forgotten the old one, by a link in a mail. It signs nobody in, so
// whatever else a sign-in asks for is asked for all the same.
#pragma once
#include <string>

#include "core/crypto/password.hpp"
#include "identity/account_mailer.hpp"
#include "identity/options.hpp"
#include "identity/rate_limiter.hpp"
#include "identity/sessions.hpp"
#include "identity/user_tokens.hpp"

namespace elevaite::identity {

class PasswordReset {
 public:
  PasswordReset(ports::Database& database, crypto::PasswordHasher& hasher, UserTokens& tokens,
                Sessions& sessions, AccountMailer& mailer, const Clock& clock,
                AccountOptions options)
      : database_(database),
        hasher_(hasher),
        tokens_(tokens),
        sessions_(sessions),
        mailer_(mailer),
        clock_(clock),
        options_(options),
        limiter_(options.limits.per_minute, options.limits.burst, clock) {}

  // Answers before it looks whether there is an account. invalid_argument for what is no address.
  Result<void> request(std::string email, std::string remote_address);
  // Sets the password, ends every session and every wait, and verifies the address, which has been
  // read. invalid_argument: reason "token_invalid", or what is wrong with the password.
  Task<Result<void>> complete(std::string token, std::string password, std::string remote_address);

 private:
  Task<Result<void>> send_link(std::string email);
  Task<Result<void>> set_password(UserToken token, std::string password,
                                  std::string remote_address);

  ports::Database& database_;
  crypto::PasswordHasher& hasher_;
  UserTokens& tokens_;
  Sessions& sessions_;
  AccountMailer& mailer_;
  const Clock& clock_;
  AccountOptions options_;
  RateLimiter limiter_;
};

}  // namespace elevaite::identity
