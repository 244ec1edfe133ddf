#include "identity/password_reset.hpp"

#include "core/log.hpp"
#include "identity/account_mails.hpp"
#include "identity/home_tenant.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kResetLinkLife = 30min;

constexpr std::string_view kFindByEmail = "SELECT id FROM users WHERE email = $1";
constexpr std::string_view kFindForReset = "SELECT email, name FROM users WHERE id = $1";
// The address must still be the one that the mail went to.
constexpr std::string_view kResetPassword =
    "UPDATE users SET password_hash = $1, password_changed_at = $2, failed_sign_ins = 0, "
    "locked_until = 0, email_verified_at = COALESCE(email_verified_at, $3), updated_at = $4 "
    "WHERE id = $5 AND email = $6";

Error invalid_token() {
  return Error{ErrorCode::invalid_argument,
               "This link has been used or is too old. Ask for a new one.", "token_invalid"};
}

}  // namespace

Result<void> PasswordReset::request(std::string email, std::string remote_address) {
  CHECK(limiter_.take(remote_address));
  TRY(auto address, normalise_email(email));
  auto work = [this, address = std::move(address)] { return send_link(address); };
  return mailer_.spawn(std::move(work), "a link for a new password");
}

Task<Result<void>> PasswordReset::send_link(std::string email) {
  ports::Statement select{kFindByEmail, {email}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return Result<void>{};
  model::UserId user_id{rows.uuid(0, 0)};
  CO_TRY(bool may, co_await tokens_.may_issue(user_id, TokenPurpose::reset_password));
  if (!may) co_return Result<void>{};
  UserTokens::Wanted wanted;
  wanted.user_id = user_id;
  wanted.purpose = TokenPurpose::reset_password;
  wanted.email = email;
  wanted.life = kResetLinkLife;
  auto issued = tokens_.prepare(std::move(wanted));
  std::vector<ports::Statement> batch{tokens_.forget_old(user_id), std::move(issued.statement)};
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  auto mail = password_reset_mail(std::move(email), mailer_.auth_origin(), issued.token);
  co_return co_await mailer_.deliver(std::move(mail));
}

Task<Result<void>> PasswordReset::complete(std::string token, std::string password,
                                           std::string remote_address) {
  CO_CHECK(limiter_.take(remote_address));
  CO_TRY(auto found, co_await tokens_.find(std::move(token)));
  if (!found || found->purpose != TokenPurpose::reset_password) co_return invalid_token();
  co_return co_await set_password(std::move(*found), std::move(password),
                                  std::move(remote_address));
}

Task<Result<void>> PasswordReset::set_password(UserToken token, std::string password,
                                               std::string remote_address) {
  ports::Statement select{kFindForReset, {token.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return invalid_token();
  auto faults = check_password(password, options_.password, rows.text(0, 0), rows.text(0, 1));
  if (!faults.empty()) co_return refused_fields(std::move(faults));
  CO_TRY(auto hash, co_await hasher_.hash(std::move(password)));
  auto now = to_micros(clock_.now());
  std::vector<ports::Statement> batch;
  batch.push_back(tokens_.use(token.id));
  batch.push_back(
      {kResetPassword, {std::move(hash), now, now, now, token.user_id.uuid, token.email}, true});
  batch.push_back(tokens_.void_all(token.user_id, TokenPurpose::reset_password));
  // None is kept: whoever knew the old password may have one.
  batch.push_back(sessions_.end_others(token.user_id, {}, "password_changed"));
  CO_TRY(auto tenant, co_await home_tenant(database_, token.user_id));
  auto actor = model::user_actor(token.user_id, std::move(remote_address));
  auto audit =
      account_event(tenant, clock_.now(), std::move(actor), "password.reset", token.user_id);
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  if (!stored && stored.error().code == ErrorCode::conflict) co_return invalid_token();
  if (!stored) co_return std::move(stored).error();
  log_info("reset a password", {{"user_id", token.user_id.str()}});
  mailer_.send(password_changed_mail(token.email, mailer_.auth_origin()));
  co_return Result<void>{};
}

}  // namespace elevaite::identity
