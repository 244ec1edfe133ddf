#include "identity/email_verification.hpp"

#include "core/log.hpp"
#include "identity/account_mails.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kCodeLife = std::chrono::hours(1);

constexpr std::string_view kFindUnverified =
    "SELECT email, email_verified_at FROM users WHERE id = $1";
// Only the address that the mail went to: it may have been changed since.
constexpr std::string_view kVerify =
    "UPDATE users SET email_verified_at = $1, updated_at = $2 WHERE id = $3 AND email = $4";

}  // namespace

Result<void> EmailVerification::request(model::UserId user_id) {
  CHECK(limiter_.take(user_id.str()));
  return mailer_.spawn([this, user_id] { return send_code(user_id); }, "a code for an address");
}

Task<Result<void>> EmailVerification::send_code(model::UserId user_id) {
  ports::Statement select{kFindUnverified, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty() || !rows.is_null(0, 1)) co_return Result<void>{};
  CO_TRY(bool may, co_await tokens_.may_issue(user_id, TokenPurpose::verify_email));
  if (!may) co_return Result<void>{};
  UserTokens::Wanted wanted;
  wanted.user_id = user_id;
  wanted.email = rows.text(0, 0);
  wanted.life = kCodeLife;
  wanted.has_code = true;
  auto issued = tokens_.prepare(std::move(wanted));
  std::vector<ports::Statement> batch{tokens_.forget_old(user_id), std::move(issued.statement)};
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  auto mail = verification_mail(rows.text(0, 0), issued.code, mailer_.auth_origin(), issued.token);
  co_return co_await mailer_.deliver(std::move(mail));
}

Task<Result<void>> EmailVerification::confirm_code(model::UserId user_id, std::string code) {
  CO_CHECK(limiter_.take(user_id.str()));
  CO_TRY(auto token,
         co_await tokens_.find_by_code(user_id, TokenPurpose::verify_email, std::move(code)));
  if (!token) {
    co_return Error{ErrorCode::invalid_argument,
                    "The code is wrong or too old. Ask for a new one.",
                    "code_wrong",
                    {{"code", "wrong", "This is not the code of the newest mail, or it is old."}}};
  }
  co_return co_await confirm(std::move(*token));
}

Task<Result<void>> EmailVerification::confirm(UserToken token) {
  auto now = to_micros(clock_.now());
  std::vector<ports::Statement> batch;
  batch.push_back(tokens_.use(token.id));
  batch.push_back({kVerify, {now, now, token.user_id.uuid, token.email}, true});
  batch.push_back(tokens_.void_all(token.user_id, TokenPurpose::verify_email));
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  log_info("verified an address", {{"user_id", token.user_id.str()}});
  co_return Result<void>{};
}

}  // namespace elevaite::identity
