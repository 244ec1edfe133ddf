// People: signing up, signing in, who am I, changing the password.
//
// Nobody learns from sign-in whether an address has an account: an unknown address costs the same
// hash and the same statements and gets the same answer. (Sign-up says it only where no mail can
// be sent; otherwise it is SignUps that signs up.) After `lockout_after` failures each further try
// has to wait, longer each time up to `lockout_max`, so guessing is slow and nobody is shut out for
// long; an address from which the person has signed in before does not wait.
#pragma once
#include <string>
#include <vector>

#include "core/crypto/password.hpp"
#include "identity/rate_limiter.hpp"
#include "identity/sessions.hpp"

namespace elevaite::identity {

struct SignUp {
  std::string email;
  std::string password;
  std::string name;         // may be empty
  std::string tenant_name;  // may be empty: "<name>'s workspace"
  Device device{};
};

// What a sign-up comes to when everything about it is sound.
struct NewAccount {
  std::string email;
  std::string name;
  std::string tenant_name;
  std::string password_hash{};
  bool is_verified = false;  // whether the address is known to be theirs
  Device device{};
};

struct SignIn {
  std::string email;
  std::string password;
  std::optional<model::TenantId> tenant_id{};  // none: the tenant used last
  Device device{};
};

struct Membership {
  model::TenantId tenant_id;
  std::string tenant_name;
  model::Role role;
  Instant created_at;
};

struct Profile {
  model::UserId id;
  std::string email;
  std::string name;
  Instant created_at;
  Membership tenant;
  bool is_email_verified = false;
};

class Accounts {
 public:
  Accounts(ports::Database& database, crypto::PasswordHasher& hasher, Sessions& sessions,
           const Clock& clock, AccountOptions options);

  // Creates user, tenant, owner and session in one batch. invalid_argument with every bad field;
  // conflict (reason "email_taken"); permission_denied (reason "sign_up_closed"); rate_limited.
  Task<Result<SignedIn>> sign_up(SignUp request);
  // The same on the operator's behalf: whether anybody may sign up, and how often, does not matter.
  Task<Result<SignedIn>> create_account(SignUp request);
  // The parts of signing up. First whether it may be done, and by these words; nothing is read.
  Result<NewAccount> check_sign_up(const SignUp& request);
  // Then user, tenant, owner and session in one batch, behind `first`. conflict (reason
  // "email_taken").
  Task<Result<SignedIn>> store_account(NewAccount account, std::vector<ports::Statement> first);
  // One of the tries that an address of the network has. rate_limited.
  Result<void> take_try(const std::string& remote_address);
  // Whose address and password they are: what comes then is Admission's. unauthenticated (reason
  // "sign_in_failed"), rate_limited with retry_after.
  Task<Result<model::UserId>> authenticate(SignIn request);
  Task<Result<SignedIn>> refresh(std::string refresh_token, Device device);
  // The wanted tenant, or the one used last. not_found when no member of it; permission_denied
  // (reason "no_tenant").
  Task<Result<Membership>> choose_tenant(model::UserId user_id,
                                         std::optional<model::TenantId> wanted);
  Task<Result<Profile>> profile(model::Principal principal);
  Task<Result<std::vector<Membership>>> memberships(model::UserId user_id);
  // Whether the password is this person's, for what is dangerous. permission_denied (reason
  // "password_wrong"); rate_limited.
  Task<Result<void>> confirm_password(model::UserId user_id, std::string password);
  // Ends every other session. permission_denied (reason "password_wrong"); invalid_argument.
  Task<Result<void>> change_password(model::Principal principal, std::string current,
                                     std::string next);

 private:
  struct User;
  static Result<NewAccount> settle(const SignUp& request, const PasswordRules& rules);
  struct Failures {
    std::int64_t count;
    Instant until;
  };
  Task<Result<std::optional<User>>> find_user(std::string email);
  Task<Result<void>> check_lock(const std::optional<User>& user, std::string email,
                                std::string remote_address);
  Task<Result<void>> record_failure(const std::optional<User>& user, std::string email,
                                    std::string remote_address);
  Task<Result<void>> record_success(const User& user, std::string password);
  bool is_too_long(const std::string& typed) const;
  Duration wait_after(std::int64_t failures) const;

  ports::Database& database_;
  crypto::PasswordHasher& hasher_;
  Sessions& sessions_;
  const Clock& clock_;
  AccountOptions options_;
  RateLimiter limiter_;
  LruCache<std::string, Failures> unknown_;  // failures of addresses without an account
};

}  // namespace elevaite::identity
