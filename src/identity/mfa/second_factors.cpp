#include "identity/mfa/second_factors.hpp"

#include <algorithm>

#include "core/crypto/random.hpp"
#include "core/crypto/totp.hpp"
#include "core/net/uri.hpp"

namespace elevaite::identity {
namespace {

constexpr int kRecoveryCodes = 10;
constexpr std::size_t kRecoveryCodeBytes = 10;
constexpr std::size_t kRecoveryGroup = 4;  // characters between dashes
constexpr std::int64_t kFreeFailures = 5;
constexpr Duration kFirstWait = std::chrono::seconds(30);
constexpr Duration kLongestWait = std::chrono::minutes(15);

constexpr std::string_view kSelectFactor =
    "SELECT f.master_key_id, f.sealed_secret, f.confirmed_at, f.last_step, f.failures, "
    "f.locked_until, u.email FROM second_factors f JOIN users u ON u.id = f.user_id "
    "WHERE f.user_id = $1";
constexpr std::string_view kCountCodes =
    "SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL";
constexpr std::string_view kFactorEmail = "SELECT email FROM users WHERE id = $1";
constexpr std::string_view kBegin =
    "INSERT INTO second_factors (user_id, master_key_id, sealed_secret, last_step, failures, "
    "locked_until, created_at) VALUES ($1, $2, $3, 0, 0, 0, $4) "
    "ON CONFLICT (user_id) DO UPDATE SET master_key_id = excluded.master_key_id, "
    "sealed_secret = excluded.sealed_secret, created_at = excluded.created_at, failures = 0, "
    "locked_until = 0 WHERE second_factors.confirmed_at IS NULL";
constexpr std::string_view kConfirm =
    "UPDATE second_factors SET confirmed_at = $1, last_step = $2, failures = 0, locked_until = 0 "
    "WHERE user_id = $3 AND confirmed_at IS NULL";
constexpr std::string_view kUseStep =
    "UPDATE second_factors SET last_step = $1, failures = 0, locked_until = 0 "
    "WHERE user_id = $2 AND last_step < $3";
constexpr std::string_view kFail =
    "UPDATE second_factors SET failures = failures + 1, locked_until = $1 WHERE user_id = $2";
constexpr std::string_view kForgive =
    "UPDATE second_factors SET failures = 0, locked_until = 0 WHERE user_id = $1";
constexpr std::string_view kUseCode =
    "UPDATE recovery_codes SET used_at = $1 "
    "WHERE user_id = $2 AND code_hash = $3 AND used_at IS NULL";
constexpr std::string_view kAddCode =
    "INSERT INTO recovery_codes (code_hash, user_id, created_at) VALUES ($1, $2, $3)";
constexpr std::string_view kDropCodes = "DELETE FROM recovery_codes WHERE user_id = $1";
constexpr std::string_view kRemoveFactor = "DELETE FROM second_factors WHERE user_id = $1";
constexpr std::string_view kOld =
    "SELECT user_id, master_key_id, sealed_secret FROM second_factors "
    "WHERE master_key_id <> $1 ORDER BY user_id LIMIT 100";
constexpr std::string_view kReseal =
    "UPDATE second_factors SET master_key_id = $1, sealed_secret = $2 "
    "WHERE user_id = $3 AND master_key_id = $4";

std::string place_of(Uuid user_id) { return "second_factor/" + user_id.str(); }

Error wrong_code() {
  return Error{ErrorCode::permission_denied,
               "The code is wrong, or has been used. Enter the one that the app shows now.",
               "code_wrong",
               {{"code", "wrong", "This code is wrong, or has been used."}}};
}

bool is_app_code(std::string_view code) {
  return code.size() == 6 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// As people type it: with or without spaces and dashes, in any case.
std::string normalised(std::string_view code) {
  std::string out;
  for (char c : code) {
    if (c == ' ' || c == '-') continue;
    out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

ports::Bytes hash_of(std::string_view code) {
  auto digest = crypto::sha256(code);
  return {digest.begin(), digest.end()};
}

std::string grouped(const std::string& code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % kRecoveryGroup == 0) out += '-';
    out += code[i];
  }
  return out;
}

}  // namespace

struct SecondFactors::Stored {
  model::UserId user_id;
  crypto::Bytes secret;
  std::optional<Instant> confirmed_at;
  std::int64_t last_step = 0;
  std::int64_t failures = 0;
  Instant locked_until;
  std::string email;

  // The step whose code it is, when that may still be used: the present one and its neighbours,
  // for clocks that differ by up to half a minute.
  std::optional<std::int64_t> step_of(std::string_view code, Instant now) const {
    auto present = crypto::totp_step(now);
    std::optional<std::int64_t> found;
    for (auto step = present - 1; step <= present + 1; ++step) {
      bool is_it = crypto::equal_in_constant_time(crypto::totp_code(secret, step), code);
      if (is_it && step > last_step) found = step;
    }
    return found;
  }
};

Task<Result<std::optional<SecondFactors::Stored>>> SecondFactors::load(model::UserId user_id) {
  ports::Statement select{kSelectFactor, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return std::optional<Stored>{};
  Stored stored;
  stored.user_id = user_id;
  CO_TRY(stored.secret,
         master_keys_.open(rows.text(0, 0), rows.bytes(0, 1), place_of(user_id.uuid)));
  if (!rows.is_null(0, 2)) stored.confirmed_at = from_micros(rows.integer(0, 2));
  stored.last_step = rows.integer(0, 3);
  stored.failures = rows.integer(0, 4);
  stored.locked_until = from_micros(rows.integer(0, 5));
  stored.email = rows.text(0, 6);
  co_return std::optional<Stored>{std::move(stored)};
}

Task<Result<SecondFactorState>> SecondFactors::state_of(model::UserId user_id) {
  CO_TRY(auto stored, co_await load(user_id));
  SecondFactorState state;
  if (!stored || !stored->confirmed_at) co_return state;
  ports::Statement count{kCountCodes, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(count)));
  state.is_enrolled = true;
  state.enrolled_at = stored->confirmed_at;
  state.recovery_codes_left = rows.integer(0, 0);
  co_return state;
}

Task<Result<Enrolment>> SecondFactors::begin(model::UserId user_id) {
  auto secret = crypto::random_bytes(crypto::kTotpSecretBytes);
  ports::Statement insert{
      kBegin,
      {user_id.uuid, master_keys_.newest_id(), master_keys_.seal(secret, place_of(user_id.uuid)),
       to_micros(clock_.now())}};
  CO_TRY(auto written, co_await database_.query(ports::Scope::system(), std::move(insert)));
  if (written.affected() == 0) {
    co_return Error{ErrorCode::conflict, "An authenticator app is set up already. Remove it first.",
                    "already_enrolled"};
  }
  ports::Statement select{kFactorEmail, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  Enrolment enrolment;
  enrolment.secret = crypto::base32_encode(secret);
  auto label = net::percent_encode(issuer_) + ":" + net::percent_encode(rows.text(0, 0));
  enrolment.uri = "otpauth://totp/" + label + "?secret=" + enrolment.secret +
                  "&issuer=" + net::percent_encode(issuer_);
  crypto::wipe(secret);
  co_return enrolment;
}

std::vector<std::string> SecondFactors::add_recovery_codes(
    model::UserId user_id, std::vector<ports::Statement>& batch) const {
  std::vector<std::string> codes;
  batch.push_back({kDropCodes, {user_id.uuid}});
  for (int i = 0; i < kRecoveryCodes; ++i) {
    auto code = crypto::base32_encode(crypto::random_bytes(kRecoveryCodeBytes));
    batch.push_back({kAddCode, {hash_of(code), user_id.uuid, to_micros(clock_.now())}});
    codes.push_back(grouped(code));
  }
  return codes;
}

Task<Result<std::vector<std::string>>> SecondFactors::confirm(model::UserId user_id,
                                                              std::string code) {
  CO_TRY(auto stored, co_await load(user_id));
  if (!stored || stored->confirmed_at) {
    co_return Error{ErrorCode::conflict, "No authenticator app is being set up. Begin again.",
                    "not_begun"};
  }
  auto now = clock_.now();
  auto step = stored->step_of(normalised(code), now);
  if (!step) co_return wrong_code();
  std::vector<ports::Statement> batch;
  batch.push_back({kConfirm, {to_micros(now), *step, user_id.uuid}, true});
  auto codes = add_recovery_codes(user_id, batch);
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  co_return codes;
}

Task<Result<void>> SecondFactors::verify(model::UserId user_id, std::string code) {
  CO_TRY(auto stored, co_await load(user_id));
  if (!stored || !stored->confirmed_at) co_return not_found("second factor");
  auto now = clock_.now();
  if (stored->locked_until > now) {
    Error error{ErrorCode::rate_limited, "Too many wrong codes. Wait a little and try again.",
                "codes_slowed"};
    error.retry_after = std::chrono::ceil<std::chrono::milliseconds>(stored->locked_until - now);
    co_return error;
  }
  code = normalised(code);
  Stored counted = *stored;
  counted.secret.clear();
  Result<void> outcome;
  if (is_app_code(code)) {
    outcome = co_await verify_app_code(std::move(*stored), std::move(code));
  } else {
    outcome = co_await use_recovery_code(user_id, std::move(code));
  }
  if (!outcome && outcome.error().reason == "code_wrong") {
    CO_CHECK(co_await count_failure(std::move(counted)));
  }
  co_return outcome;
}

// Of two requests with the same code one finds its step used.
Task<Result<void>> SecondFactors::verify_app_code(Stored stored, std::string code) {
  auto step = stored.step_of(code, clock_.now());
  crypto::wipe(stored.secret);
  if (!step) co_return wrong_code();
  ports::Statement update{kUseStep, {*step, stored.user_id.uuid, *step}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(update)));
  if (rows.affected() == 0) co_return wrong_code();
  co_return Result<void>{};
}

Task<Result<void>> SecondFactors::use_recovery_code(model::UserId user_id, std::string code) {
  ports::Statement update{kUseCode, {to_micros(clock_.now()), user_id.uuid, hash_of(code)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(update)));
  if (rows.affected() == 0) co_return wrong_code();
  ports::Statement forgive{kForgive, {user_id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(forgive)));
  co_return Result<void>{};
}

Task<Result<void>> SecondFactors::count_failure(Stored stored) {
  auto until = Instant{};
  if (auto failures = stored.failures + 1; failures >= kFreeFailures) {
    auto doublings = std::min<std::int64_t>(failures - kFreeFailures, 10);
    until = clock_.now() + std::min(kFirstWait * (std::int64_t{1} << doublings), kLongestWait);
  }
  ports::Statement update{kFail, {to_micros(until), stored.user_id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  co_return Result<void>{};
}

Task<Result<std::vector<std::string>>> SecondFactors::renew_recovery_codes(model::UserId user_id) {
  CO_TRY(auto state, co_await state_of(user_id));
  if (!state.is_enrolled) co_return not_found("second factor");
  std::vector<ports::Statement> batch;
  auto codes = add_recovery_codes(user_id, batch);
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  co_return codes;
}

Task<Result<void>> SecondFactors::remove(model::UserId user_id) {
  std::vector<ports::Statement> batch;
  batch.push_back({kDropCodes, {user_id.uuid}});
  batch.push_back({kRemoveFactor, {user_id.uuid}});
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  co_return Result<void>{};
}

Task<Result<std::int64_t>> SecondFactors::reseal_all() {
  std::int64_t count = 0;
  while (true) {
    ports::Statement select{kOld, {master_keys_.newest_id()}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
    if (rows.empty()) co_return count;
    for (std::size_t i = 0; i < rows.size(); ++i, ++count) {
      auto place = place_of(rows.uuid(i, 0));
      CO_TRY(auto secret, master_keys_.open(rows.text(i, 1), rows.bytes(i, 2), place));
      ports::Statement update{kReseal,
                              {master_keys_.newest_id(), master_keys_.seal(secret, place),
                               rows.uuid(i, 0), rows.text(i, 1)}};
      crypto::wipe(secret);
      CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
    }
  }
}

}  // namespace elevaite::identity
