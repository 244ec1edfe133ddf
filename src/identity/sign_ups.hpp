// Signing up where mails can be sent: the address is proved first, and the account is made then.
//
// Nobody learns whether an address has an account. begin() does the same work and writes the same
// rows for every address and answers before anybody has looked it up; what differs is the mail,
// which only its owner reads: a code, or that somebody tried. Without the code confirm() refuses
// both alike.
#pragma once
#include <string>

#include "core/crypto/password.hpp"
#include "identity/account_mailer.hpp"
#include "identity/accounts.hpp"
#include "identity/master_keys.hpp"

namespace elevaite::identity {

class SignUps {
 public:
  static constexpr Duration kLife = std::chrono::hours(1);
  static constexpr std::int64_t kTries = 5;
  static constexpr std::int64_t kMaxMailsPerHour = 5;  // to one address

  SignUps(ports::Database& database, crypto::PasswordHasher& hasher, Accounts& accounts,
          const MasterKeys& master_keys, AccountMailer& mailer, const Clock& clock)
      : database_(database),
        hasher_(hasher),
        accounts_(accounts),
        master_keys_(master_keys),
        mailer_(mailer),
        clock_(clock) {}

  struct Begun {
    std::string token;  // for confirm(); a secret
    Instant expires_at;
  };
  // Errors are those of Accounts::sign_up, without "email_taken".
  Task<Result<Begun>> begin(SignUp request);
  // invalid_argument (reason "code_wrong") for a code that is wrong, old, used or tried too often.
  Task<Result<SignedIn>> confirm(std::string token, std::string code, Device device);

 private:
  Task<Result<void>> send_mail(std::string email, std::string code);
  Task<Result<std::optional<NewAccount>>> take_try(std::string token, std::string code);

  ports::Database& database_;
  crypto::PasswordHasher& hasher_;
  Accounts& accounts_;
  const MasterKeys& master_keys_;
  AccountMailer& mailer_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
