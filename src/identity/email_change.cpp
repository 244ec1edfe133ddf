#include "identity/email_change.hpp"

#include "core/log.hpp"
#include "identity/account_mails.hpp"
#include "identity/home_tenant.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kLinkLife = std::chrono::hours(24);
constexpr std::size_t kMaxPasswordBytes = 1024;

constexpr std::string_view kFind = "SELECT email, password_hash FROM users WHERE id = $1";
constexpr std::string_view kIsTaken = "SELECT id FROM users WHERE email = $1";
// Only when both links have been used, and by a request that is younger than any other.
constexpr std::string_view kChange =
    "UPDATE users SET email = $1, email_verified_at = $2, updated_at = $3 WHERE id = $4 AND "
    "(SELECT count(*) FROM user_tokens WHERE request_id = $5 AND used_at IS NOT NULL) = 2";
constexpr std::string_view kReadEmail = "SELECT email FROM users WHERE id = $1";

}  // namespace

Task<Result<void>> EmailChange::request(model::UserId user_id, std::string email,
                                        std::string password) {
  CO_CHECK(limiter_.take(user_id.str()));
  CO_TRY(auto next, normalise_email(email));
  ports::Statement select{kFind, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  if (password.size() > kMaxPasswordBytes) password.clear();
  CO_TRY(bool matches, co_await hasher_.verify(std::move(password), rows.text(0, 1)));
  if (!matches) {
    co_return Error{ErrorCode::permission_denied,
                    "The password is wrong.",
                    "password_wrong",
                    {{"password", "wrong", "This is not your password."}}};
  }
  if (next == rows.text(0, 0)) {
    co_return invalid_field("email", "unchanged", "This is your address already.");
  }
  auto work = [this, user_id, present = rows.text(0, 0), next] {
    return send_links(user_id, present, next);
  };
  co_return mailer_.spawn(std::move(work), "the links of a change of address");
}

Task<Result<void>> EmailChange::send_links(model::UserId user_id, std::string present,
                                           std::string next) {
  // Two tokens a change.
  CO_TRY(bool may, co_await tokens_.may_issue(user_id, TokenPurpose::change_email));
  if (!may) co_return Result<void>{};
  ports::Statement select{kIsTaken, {next}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  const std::string& origin = mailer_.auth_origin();
  if (!rows.empty()) co_return co_await mailer_.deliver(address_taken_mail(next, origin));
  UserTokens::Wanted wanted;
  wanted.user_id = user_id;
  wanted.purpose = TokenPurpose::change_email;
  wanted.email = next;
  wanted.life = kLinkLife;
  auto to_old = tokens_.prepare(wanted);
  auto to_new = tokens_.prepare(wanted);
  std::vector<ports::Statement> batch;
  batch.push_back(tokens_.void_all(user_id, TokenPurpose::change_email));
  batch.push_back(tokens_.forget_old(user_id));
  batch.push_back(std::move(to_old.statement));
  batch.push_back(std::move(to_new.statement));
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  auto old_mail = old_address_mail(std::move(present), next, origin, to_old.token);
  auto new_mail = new_address_mail(next, origin, to_new.token);
  // One that fails does not keep the other back.
  mailer_.send(std::move(old_mail));
  co_return co_await mailer_.deliver(std::move(new_mail));
}

Task<Result<bool>> EmailChange::confirm(UserToken token, std::string remote_address) {
  ports::Statement select{kReadEmail, {token.user_id.uuid}};
  CO_TRY(auto before, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (before.empty()) co_return not_found("user");
  auto now = to_micros(clock_.now());
  std::vector<ports::Statement> batch;
  batch.push_back(tokens_.use(token.id));
  batch.push_back({kChange, {token.email, now, now, token.user_id.uuid, token.request_id}});
  CO_TRY(auto tenant, co_await home_tenant(database_, token.user_id));
  auto actor = model::user_actor(token.user_id, std::move(remote_address));
  auto audit =
      account_event(tenant, clock_.now(), std::move(actor), "email.confirmed", token.user_id);
  audit.after = JsonObject{{"purpose", to_string(token.purpose)}};
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  if (!stored && stored.error().reason == "users_email") {
    co_return Error{ErrorCode::conflict, "Another account has this address now.", "email_taken"};
  }
  if (!stored) co_return std::move(stored).error();
  if ((*stored)[1].affected() == 0) co_return false;
  // Links to the old address must not open the account any more.
  std::vector<ports::Statement> clean{tokens_.void_all(token.user_id, TokenPurpose::reset_password),
                                      tokens_.void_all(token.user_id, TokenPurpose::verify_email)};
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(clean)));
  log_info("changed an address", {{"user_id", token.user_id.str()}});
  mailer_.send(address_changed_mail(before.text(0, 0), token.email));
  co_return true;
}

}  // namespace elevaite::identity
