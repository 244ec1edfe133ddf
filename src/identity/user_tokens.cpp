#include "identity/user_tokens.hpp"

#include <array>

#include "core/assert.hpp"
#include "core/crypto/random.hpp"
#include "identity/mailed_code.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kKeepOld = std::chrono::hours(24 * 7);

constexpr std::string_view kInsertToken =
    "INSERT INTO user_tokens (id, user_id, purpose, request_id, email, token_hash, code_key_id, "
    "sealed_code, tries_left, created_at, expires_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr std::string_view kCountSince =
    "SELECT count(*) FROM user_tokens WHERE user_id = $1 AND purpose = $2 AND created_at > $3";
constexpr std::string_view kFindToken =
    "SELECT id, user_id, purpose, request_id, email FROM user_tokens "
    "WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";
constexpr std::string_view kNewestWithCode =
    "SELECT id, user_id, purpose, request_id, email, code_key_id, sealed_code FROM user_tokens "
    "WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 "
    "AND sealed_code IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1";
constexpr std::string_view kTryToken =
    "UPDATE user_tokens SET tries_left = tries_left - 1 WHERE id = $1 AND tries_left > 0 "
    "AND used_at IS NULL";
constexpr std::string_view kUse =
    "UPDATE user_tokens SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND expires_at > $3";
constexpr std::string_view kVoid =
    "UPDATE user_tokens SET expires_at = $1 WHERE user_id = $2 AND purpose = $3 "
    "AND used_at IS NULL AND expires_at > $4";
constexpr std::string_view kForgetTokens =
    "DELETE FROM user_tokens WHERE user_id = $1 AND expires_at < $2";

constexpr std::array<std::pair<TokenPurpose, std::string_view>, 3> kPurposes = {{
    {TokenPurpose::verify_email, "verify_email"},
    {TokenPurpose::reset_password, "reset_password"},
    {TokenPurpose::change_email, "change_email"},
}};

crypto::Bytes token_hash(std::string_view token) {
  auto digest = crypto::sha256(token);
  return crypto::Bytes(digest.begin(), digest.end());
}

std::string token_place(const Uuid& id) { return "user_tokens:" + id.str(); }

UserToken read_token(const ports::Rows& rows) {
  UserToken token;
  token.id = rows.uuid(0, 0);
  token.user_id.uuid = rows.uuid(0, 1);
  for (const auto& [purpose, name] : kPurposes) {
    if (name == rows.text(0, 2)) token.purpose = purpose;
  }
  token.request_id = rows.uuid(0, 3);
  token.email = rows.text(0, 4);
  return token;
}

}  // namespace

std::string_view to_string(TokenPurpose purpose) {
  for (const auto& [candidate, name] : kPurposes) {
    if (candidate == purpose) return name;
  }
  ASSERT(false);
}

UserTokens::Issued UserTokens::prepare(Wanted wanted) const {
  Issued issued;
  issued.token = crypto::random_token();
  auto id = Uuid::generate();
  ports::SqlValue key_id;
  ports::SqlValue sealed;
  if (wanted.has_code) {
    issued.code = random_code();
    key_id = master_keys_.newest_id();
    sealed = master_keys_.seal(crypto::bytes_of(issued.code), token_place(id));
  }
  auto now = clock_.now();
  issued.statement = {
      kInsertToken,
      {id, wanted.user_id.uuid, std::string(to_string(wanted.purpose)), wanted.request_id,
       std::move(wanted.email), token_hash(issued.token), std::move(key_id), std::move(sealed),
       kTriesOfCode, to_micros(now), to_micros(now + wanted.life)}};
  return issued;
}

Task<Result<bool>> UserTokens::may_issue(model::UserId user_id, TokenPurpose purpose) {
  auto since = to_micros(clock_.now() - std::chrono::hours(1));
  ports::Statement select{kCountSince, {user_id.uuid, std::string(to_string(purpose)), since}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  co_return rows.integer(0, 0) < kMaxPerHour;
}

Task<Result<std::optional<UserToken>>> UserTokens::find(std::string token) {
  ports::Statement select{kFindToken, {token_hash(token), to_micros(clock_.now())}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return std::optional<UserToken>{};
  co_return std::optional<UserToken>{read_token(rows)};
}

Task<Result<std::optional<UserToken>>> UserTokens::find_by_code(model::UserId user_id,
                                                                TokenPurpose purpose,
                                                                std::string code) {
  auto now = to_micros(clock_.now());
  ports::Statement select{kNewestWithCode, {user_id.uuid, std::string(to_string(purpose)), now}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return std::optional<UserToken>{};
  auto token = read_token(rows);
  // Counted before it is compared, so that guesses at the same time are not free.
  ports::Statement count{kTryToken, {token.id}};
  CO_TRY(auto counted, co_await database_.query(ports::Scope::system(), std::move(count)));
  if (counted.affected() == 0) co_return std::optional<UserToken>{};
  CO_TRY(auto expected,
         master_keys_.open(rows.text(0, 5), rows.bytes(0, 6), token_place(token.id)));
  if (!crypto::equal_in_constant_time(crypto::bytes_of(code), expected)) {
    co_return std::optional<UserToken>{};
  }
  co_return std::optional<UserToken>{std::move(token)};
}

ports::Statement UserTokens::use(Uuid id) const {
  auto now = to_micros(clock_.now());
  return {kUse, {now, id, now}, true};
}

ports::Statement UserTokens::void_all(model::UserId user_id, TokenPurpose purpose) const {
  auto now = to_micros(clock_.now());
  return {kVoid, {now, user_id.uuid, std::string(to_string(purpose)), now}};
}

ports::Statement UserTokens::forget_old(model::UserId user_id) const {
  return {kForgetTokens, {user_id.uuid, to_micros(clock_.now() - kKeepOld)}};
}

}  // namespace elevaite::identity
