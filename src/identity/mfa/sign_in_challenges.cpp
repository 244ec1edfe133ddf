#include "identity/mfa/sign_in_challenges.hpp"

#include "core/crypto/random.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kChallengeLife = std::chrono::minutes(10);
constexpr std::int64_t kMaxTries = 5;

constexpr std::string_view kInsertChallenge =
    "INSERT INTO sign_in_challenges (token_hash, user_id, tenant_id, provider, enrols, tries, "
    "created_at, expires_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7)";
constexpr std::string_view kForget = "DELETE FROM sign_in_challenges WHERE expires_at < $1";
constexpr std::string_view kLook =
    "SELECT user_id, tenant_id, provider, enrols FROM sign_in_challenges "
    "WHERE token_hash = $1 AND expires_at > $2 AND tries < $3";
constexpr std::string_view kTry =
    "UPDATE sign_in_challenges SET tries = tries + 1 "
    "WHERE token_hash = $1 AND expires_at > $2 AND tries < $3 "
    "RETURNING user_id, tenant_id, provider, enrols";
constexpr std::string_view kFinish = "DELETE FROM sign_in_challenges WHERE token_hash = $1";

ports::Bytes challenge_hash(std::string_view token) {
  auto digest = crypto::sha256(token);
  return {digest.begin(), digest.end()};
}

Error unknown() {
  return Error{ErrorCode::unauthenticated,
               "This sign-in took too long, or was tried too often. Begin it again.",
               "challenge_unknown"};
}

}  // namespace

Task<Result<Challenge>> SignInChallenges::issue(PendingSignIn pending) {
  auto now = clock_.now();
  Challenge challenge{crypto::random_token(), pending.enrols, now + kChallengeLife};
  std::vector<ports::Statement> batch;
  batch.push_back({kForget, {to_micros(now)}});
  batch.push_back({kInsertChallenge,
                   {challenge_hash(challenge.token), pending.user_id.uuid, pending.tenant_id.uuid,
                    std::move(pending.provider), pending.enrols, to_micros(now),
                    to_micros(challenge.expires_at)}});
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  co_return challenge;
}

Task<Result<PendingSignIn>> SignInChallenges::read(ports::Statement statement) {
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(statement)));
  if (rows.empty()) co_return unknown();
  PendingSignIn pending;
  pending.user_id.uuid = rows.uuid(0, 0);
  pending.tenant_id.uuid = rows.uuid(0, 1);
  pending.provider = rows.text(0, 2);
  pending.enrols = rows.boolean(0, 3);
  co_return pending;
}

Task<Result<PendingSignIn>> SignInChallenges::look(std::string token) {
  ports::Statement select{kLook, {challenge_hash(token), to_micros(clock_.now()), kMaxTries}};
  co_return co_await read(std::move(select));
}

Task<Result<PendingSignIn>> SignInChallenges::take_try(std::string token) {
  ports::Statement update{kTry, {challenge_hash(token), to_micros(clock_.now()), kMaxTries}};
  co_return co_await read(std::move(update));
}

Task<Result<void>> SignInChallenges::finish(std::string token) {
  ports::Statement remove{kFinish, {challenge_hash(token)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(remove)));
  if (rows.affected() == 0) co_return unknown();
  co_return Result<void>{};
}

}  // namespace elevaite::identity
