#include "identity/sign_ups.hpp"

#include "core/crypto/random.hpp"
#include "identity/account_mails.hpp"
#include "identity/mailed_code.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kForgetPending = "DELETE FROM pending_sign_ups WHERE expires_at < $1";
constexpr std::string_view kInsertPending =
    "INSERT INTO pending_sign_ups (id, token_hash, email, name, tenant_name, password_hash, "
    "code_key_id, sealed_code, tries_left, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view kCountPending =
    "SELECT count(*) FROM pending_sign_ups WHERE email = $1 AND created_at > $2";
constexpr std::string_view kHasAccount = "SELECT id FROM users WHERE email = $1";
// Counted before it is compared, so that guesses at the same time are not free.
constexpr std::string_view kTryPending =
    "UPDATE pending_sign_ups SET tries_left = tries_left - 1 "
    "WHERE token_hash = $1 AND expires_at > $2 AND tries_left > 0 "
    "RETURNING id, email, name, tenant_name, password_hash, code_key_id, sealed_code";
constexpr std::string_view kEndPending = "DELETE FROM pending_sign_ups WHERE email = $1";

ports::Bytes pending_hash(std::string_view token) {
  auto digest = crypto::sha256(token);
  return {digest.begin(), digest.end()};
}

std::string pending_place(const Uuid& id) { return "pending_sign_ups:" + id.str(); }

Error wrong_mailed_code() {
  return Error{ErrorCode::invalid_argument,
               "The code is wrong or too old. Sign up again for a new one.",
               "code_wrong",
               {{"code", "wrong", "This is not the code of the newest mail, or it is old."}}};
}

}  // namespace

Task<Result<SignUps::Begun>> SignUps::begin(SignUp request) {
  CO_TRY(auto account, accounts_.check_sign_up(request));
  CO_TRY(account.password_hash, co_await hasher_.hash(std::move(request.password)));
  auto now = clock_.now();
  auto id = Uuid::generate();
  auto code = random_code();
  Begun begun{crypto::random_token(), now + kLife};
  std::vector<ports::Statement> batch;
  batch.push_back({kForgetPending, {to_micros(now - kLife)}});
  batch.push_back(
      {kInsertPending,
       {id, pending_hash(begun.token), account.email, std::move(account.name),
        std::move(account.tenant_name), std::move(account.password_hash), master_keys_.newest_id(),
        master_keys_.seal(crypto::bytes_of(code), pending_place(id)), kTries, to_micros(now),
        to_micros(begun.expires_at)}});
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  auto work = [this, email = account.email, code] { return send_mail(email, code); };
  CO_CHECK(mailer_.spawn(std::move(work), "a code for a new account"));
  co_return begun;
}

Task<Result<void>> SignUps::send_mail(std::string email, std::string code) {
  auto since = to_micros(clock_.now() - std::chrono::hours(1));
  ports::Statement count{kCountPending, {email, since}};
  CO_TRY(auto counted, co_await database_.query(ports::Scope::system(), std::move(count)));
  if (counted.integer(0, 0) > kMaxMailsPerHour) co_return Result<void>{};
  ports::Statement select{kHasAccount, {email}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  ports::Mail mail;
  if (rows.empty()) {
    mail = sign_up_mail(std::move(email), code);
  } else {
    mail = sign_up_tried_mail(std::move(email), mailer_.auth_origin());
  }
  co_return co_await mailer_.deliver(std::move(mail));
}

Task<Result<std::optional<NewAccount>>> SignUps::take_try(std::string token, std::string code) {
  ports::Statement update{kTryPending, {pending_hash(token), to_micros(clock_.now())}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(update)));
  if (rows.empty()) co_return std::optional<NewAccount>{};
  CO_TRY(auto expected,
         master_keys_.open(rows.text(0, 5), rows.bytes(0, 6), pending_place(rows.uuid(0, 0))));
  if (!crypto::equal_in_constant_time(crypto::bytes_of(code), expected)) {
    co_return std::optional<NewAccount>{};
  }
  NewAccount account;
  account.email = rows.text(0, 1);
  account.name = rows.text(0, 2);
  account.tenant_name = rows.text(0, 3);
  account.password_hash = rows.text(0, 4);
  account.is_verified = true;
  co_return std::optional<NewAccount>{std::move(account)};
}

Task<Result<SignedIn>> SignUps::confirm(std::string token, std::string code, Device device) {
  CO_CHECK(accounts_.take_try(device.remote_address));
  CO_TRY(auto account, co_await take_try(std::move(token), std::move(code)));
  if (!account) co_return wrong_mailed_code();
  account->device = std::move(device);
  // The password of whoever proved the address counts, and no other sign-up with it.
  std::vector<ports::Statement> first;
  first.push_back({kEndPending, {account->email}, true});
  auto signed_in = co_await accounts_.store_account(std::move(*account), std::move(first));
  // Made meanwhile, or there all along and the code was guessed: no answer of its own.
  if (!signed_in && signed_in.error().code == ErrorCode::conflict) co_return wrong_mailed_code();
  co_return signed_in;
}

}  // namespace elevaite::identity
