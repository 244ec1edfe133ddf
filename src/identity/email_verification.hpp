// Whether somebody reads the address of their account: shown by a mailed code or link.
#pragma once
#include <string>

#include "identity/account_mailer.hpp"
#include "identity/rate_limiter.hpp"
#include "identity/user_tokens.hpp"
#include "model/principal.hpp"

namespace elevaite::identity {

class EmailVerification {
 public:
  EmailVerification(ports::Database& database, UserTokens& tokens, AccountMailer& mailer,
                    const Clock& clock)
      : database_(database), tokens_(tokens), mailer_(mailer), clock_(clock) {}

  // Mails a code in the background, unless the address is verified or had too many mails lately.
  Result<void> request(model::UserId user_id);
  // invalid_argument (reason "code_wrong") for a code that is wrong, old, used or tried too often.
  Task<Result<void>> confirm_code(model::UserId user_id, std::string code);
  // With a token of the link, which has been found.
  Task<Result<void>> confirm(UserToken token);

 private:
  Task<Result<void>> send_code(model::UserId user_id);

  ports::Database& database_;
  UserTokens& tokens_;
  AccountMailer& mailer_;
  const Clock& clock_;
  RateLimiter limiter_{20, 10, clock_};
};

}  // namespace elevaite::identity
