#include "identity/sessions.hpp"

#include "core/log.hpp"
#include "core/utf8.hpp"
#include "identity/access_tokens.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kFamilyKeyBytes = 32;
constexpr std::size_t kMaxDeviceTextBytes = 256;
// Ended sessions are kept this long, so that a stolen token is still recognised as such.
constexpr Duration kKeepEnded = std::chrono::hours(24 * 30);

constexpr std::string_view kInsertSession =
    "INSERT INTO sessions (id, tenant_id, user_id, generation, refresh_hash, family_key, "
    "user_agent, "
    "remote_address, created_at, refreshed_at, expires_at, ends_at, provider, second_factor) "
    "VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
constexpr std::string_view kProof =
    "SELECT provider, second_factor FROM sessions WHERE id = $1 AND ended_at IS NULL";
constexpr std::string_view kEvict =
    "UPDATE sessions SET ended_at = $1, ended_because = 'evicted' WHERE id IN "
    "(SELECT id FROM sessions WHERE user_id = $2 AND ended_at IS NULL "
    "ORDER BY refreshed_at DESC, id DESC LIMIT 100000 OFFSET $3)";
constexpr std::string_view kForgetSessions =
    "DELETE FROM sessions WHERE user_id = $1 AND (ended_at < $2 OR expires_at < $3)";
constexpr std::string_view kSelectSession =
    "SELECT s.tenant_id, s.user_id, s.generation, s.refresh_hash, s.family_key, s.refreshed_at, "
    "s.expires_at, s.ends_at, s.ended_at, m.role, s.second_factor, t.requires_second_factor "
    "FROM sessions s JOIN tenants t ON t.id = s.tenant_id "
    "LEFT JOIN members m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id WHERE s.id = $1";
constexpr std::string_view kRotate =
    "UPDATE sessions SET generation = $1, refresh_hash = $2, refreshed_at = $3, expires_at = $4, "
    "user_agent = $5, remote_address = $6 WHERE id = $7 AND generation = $8 AND ended_at IS NULL";
constexpr std::string_view kEnd =
    "UPDATE sessions SET ended_at = $1, ended_because = $2 WHERE id = $3 AND ended_at IS NULL";
constexpr std::string_view kEndOwn =
    "UPDATE sessions SET ended_at = $1, ended_because = 'revoked' "
    "WHERE id = $2 AND user_id = $3 AND ended_at IS NULL";
constexpr std::string_view kSetFactor = "UPDATE sessions SET second_factor = true WHERE id = $1";
constexpr std::string_view kDropFactor =
    "UPDATE sessions SET second_factor = false WHERE user_id = $1";
constexpr std::string_view kEndOthers =
    "UPDATE sessions SET ended_at = $1, ended_because = $2 "
    "WHERE user_id = $3 AND id <> $4 AND ended_at IS NULL";
constexpr std::string_view kListSessions =
    "SELECT id, tenant_id, user_agent, remote_address, created_at, refreshed_at, expires_at, "
    "provider "
    "FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND ends_at > $3 "
    "ORDER BY refreshed_at DESC, id DESC LIMIT 1000";

Error refused(std::string message, std::string reason) {
  return Error{ErrorCode::unauthenticated, std::move(message), std::move(reason)};
}

Error invalid_session_token() {
  return refused("The refresh token is not valid. Sign in again.", "refresh_token_invalid");
}

std::string clipped(const std::string& text) {
  return std::string(clip_utf8(replace_invalid_utf8(text), kMaxDeviceTextBytes));
}

model::Principal session_principal(model::TenantId tenant_id, model::UserId user_id,
                                   model::SessionId session_id, model::Role role) {
  model::Principal principal;
  principal.tenant_id = tenant_id;
  principal.user_id = user_id;
  principal.session_id = session_id;
  principal.role = role;
  principal.permissions = model::permissions_of(role);
  return principal;
}

}  // namespace

struct Sessions::Stored {
  model::SessionId id;
  model::TenantId tenant_id;
  model::UserId user_id;
  std::int64_t generation = 0;
  crypto::Bytes refresh_hash;
  crypto::Bytes family_key;
  Instant refreshed_at;
  Instant expires_at;
  Instant ends_at;
  bool has_ended = false;
  std::optional<model::Role> role;   // none: no member of the tenant any more
  bool lacks_second_factor = false;  // which the tenant requires, perhaps since
};

Result<SignedIn> Sessions::tokens_for(model::Principal principal, std::string refresh_token,
                                      Instant refresh_expires_at) const {
  const auto* key = keys_.current();
  if (key == nullptr) {
    return Error{ErrorCode::unavailable, "There is no key to sign access tokens with yet.",
                 "no_signing_key"};
  }
  SignedIn out;
  out.access_token = make_access_token(*key, principal, options_, clock_.now());
  out.access_ttl = options_.access_ttl;
  out.refresh_token = std::move(refresh_token);
  out.refresh_expires_at = refresh_expires_at;
  out.principal = principal;
  return out;
}

Result<Sessions::Opening> Sessions::prepare(model::TenantId tenant_id, model::UserId user_id,
                                            model::Role role, Device device, Proof proof) const {
  auto now = clock_.now();
  auto id = model::SessionId::generate();
  auto family_key = crypto::random_bytes(kFamilyKeyBytes);
  auto token = RefreshToken::make(id, 0, family_key);
  auto expires_at = now + std::min(options_.refresh_ttl, options_.session_ttl);
  Opening opening;
  TRY(opening.signed_in,
      tokens_for(session_principal(tenant_id, user_id, id, role), token.str(), expires_at));
  opening.statements.push_back(
      {kInsertSession,
       {id.uuid, tenant_id.uuid, user_id.uuid, token.secret_hash(), std::move(family_key),
        clipped(device.user_agent), clipped(device.remote_address), to_micros(now), to_micros(now),
        to_micros(expires_at), to_micros(now + options_.session_ttl), std::move(proof.provider),
        proof.has_second_factor}});
  opening.statements.push_back({kEvict, {to_micros(now), user_id.uuid, options_.max_sessions}});
  opening.statements.push_back(
      {kForgetSessions, {user_id.uuid, to_micros(now - kKeepEnded), to_micros(now - kKeepEnded)}});
  return opening;
}

Task<Result<SignedIn>> Sessions::open(model::TenantId tenant_id, model::UserId user_id,
                                      model::Role role, Device device, Proof proof) {
  auto actor = model::user_actor(user_id, device.remote_address);
  CO_TRY(auto opening, prepare(tenant_id, user_id, role, std::move(device), std::move(proof)));
  model::AuditEvent audit;
  audit.tenant_id = tenant_id;
  audit.at = clock_.now();
  audit.actor = std::move(actor);
  audit.action = "session.started";
  audit.target_kind = "session";
  audit.target_id = opening.signed_in.principal.session_id.str();
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::system(),
                                         std::move(opening.statements), std::move(audit)));
  co_return std::move(opening.signed_in);
}

Task<Result<Sessions::Stored>> Sessions::load(model::SessionId id) {
  ports::Statement select{kSelectSession, {id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return invalid_session_token();
  Stored stored;
  stored.id = id;
  stored.tenant_id.uuid = rows.uuid(0, 0);
  stored.user_id.uuid = rows.uuid(0, 1);
  stored.generation = rows.integer(0, 2);
  stored.refresh_hash = rows.bytes(0, 3);
  stored.family_key = rows.bytes(0, 4);
  stored.refreshed_at = from_micros(rows.integer(0, 5));
  stored.expires_at = from_micros(rows.integer(0, 6));
  stored.ends_at = from_micros(rows.integer(0, 7));
  stored.has_ended = !rows.is_null(0, 8);
  if (!rows.is_null(0, 9)) stored.role = model::parse_role(rows.text(0, 9));
  stored.lacks_second_factor = rows.boolean(0, 11) && !rows.boolean(0, 10);
  co_return stored;
}

Task<Result<void>> Sessions::refuse_reuse(Stored stored) {
  CO_CHECK(co_await end(stored.id, "reuse"));
  log_warning("a used refresh token came back; its session has been ended",
              {{"session_id", stored.id.str()}, {"user_id", stored.user_id.str()}});
  co_return refused("This refresh token was used before. The session has been ended for safety.",
                    "refresh_token_reused");
}

bool Sessions::is_grace_left(const Stored& stored) const {
  return clock_.now() - stored.refreshed_at <= kRefreshGrace;
}

Result<SignedIn> Sessions::hand_over(const Stored& stored, const RefreshToken& next,
                                     Instant expires_at) const {
  return tokens_for(session_principal(stored.tenant_id, stored.user_id, stored.id, *stored.role),
                    next.str(), expires_at);
}

Task<Result<SignedIn>> Sessions::refresh(std::string refresh_token, Device device) {
  auto token = RefreshToken::parse(refresh_token);
  if (!token) co_return invalid_session_token();
  // Twice at most: a second look follows when another request has exchanged the token meanwhile.
  for (int look = 1; look <= 2; ++look) {
    CO_TRY(auto stored, co_await load(token->session_id));
    if (!token->is_genuine(stored.family_key)) co_return invalid_session_token();
    auto now = clock_.now();
    if (stored.has_ended || stored.expires_at <= now || stored.ends_at <= now || !stored.role) {
      co_return refused("The session has ended. Sign in again.", "session_ended");
    }
    if (stored.lacks_second_factor) {
      co_return refused("This tenant asks for a second factor now. Sign in again.",
                        "second_factor_required");
    }
    auto next = token->successor(stored.family_key);
    if (token->generation < stored.generation) {
      bool is_last = next.generation == stored.generation;
      if (!is_last || !is_grace_left(stored)) {
        CO_CHECK(co_await refuse_reuse(stored));
      }
      if (!crypto::equal_in_constant_time(next.secret_hash(), stored.refresh_hash)) {
        co_return invalid_session_token();
      }
      co_return hand_over(stored, next, stored.expires_at);
    }
    if (token->generation != stored.generation ||
        !crypto::equal_in_constant_time(token->secret_hash(), stored.refresh_hash)) {
      co_return invalid_session_token();
    }
    auto expires_at = std::min(now + options_.refresh_ttl, stored.ends_at);
    CO_TRY(auto signed_in, hand_over(stored, next, expires_at));
    ports::Statement rotate{kRotate,
                            {next.generation, next.secret_hash(), to_micros(now),
                             to_micros(expires_at), clipped(device.user_agent),
                             clipped(device.remote_address), stored.id.uuid, stored.generation}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(rotate)));
    if (rows.affected() > 0) co_return signed_in;
  }
  co_return conflict("The session is being changed by other requests. Try again.");
}

Task<Result<void>> Sessions::end(model::SessionId id, std::string reason) {
  ports::Statement update{kEnd, {to_micros(clock_.now()), std::move(reason), id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  co_return Result<void>{};
}

Task<Result<void>> Sessions::sign_out(std::string refresh_token) {
  auto token = RefreshToken::parse(refresh_token);
  if (!token) co_return Result<void>{};
  auto stored = co_await load(token->session_id);
  if (!stored && stored.error().code == ErrorCode::unauthenticated) co_return Result<void>{};
  if (!stored) co_return std::move(stored).error();
  if (!token->is_genuine(stored->family_key)) co_return Result<void>{};
  co_return co_await end(token->session_id, "signed_out");
}

Task<Result<void>> Sessions::sign_out(model::SessionId id) {
  co_return co_await end(id, "signed_out");
}

Task<Result<std::vector<SessionView>>> Sessions::list(model::UserId user_id) {
  auto now = to_micros(clock_.now());
  ports::Statement select{kListSessions, {user_id.uuid, now, now}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  std::vector<SessionView> views;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    views.push_back({{rows.uuid(i, 0)},
                     {rows.uuid(i, 1)},
                     rows.text(i, 2),
                     rows.text(i, 3),
                     rows.text(i, 7),
                     from_micros(rows.integer(i, 4)),
                     from_micros(rows.integer(i, 5)),
                     from_micros(rows.integer(i, 6))});
  }
  co_return views;
}

Task<Result<Proof>> Sessions::proof_of(model::SessionId id) {
  ports::Statement select{kProof, {id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("session");
  Proof proof;
  proof.provider = rows.text(0, 0);
  proof.has_second_factor = rows.boolean(0, 1);
  co_return proof;
}

Task<Result<void>> Sessions::add_second_factor(model::SessionId id) {
  ports::Statement update{kSetFactor, {id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  co_return Result<void>{};
}

Task<Result<void>> Sessions::drop_second_factor(model::UserId user_id) {
  ports::Statement update{kDropFactor, {user_id.uuid}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  co_return Result<void>{};
}

Task<Result<void>> Sessions::revoke(model::UserId user_id, model::SessionId id) {
  ports::Statement update{kEndOwn, {to_micros(clock_.now()), id.uuid, user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(update)));
  if (rows.affected() == 0) co_return not_found("session");
  co_return Result<void>{};
}

Task<Result<void>> Sessions::revoke_others(model::UserId user_id, model::SessionId kept) {
  CO_CHECK(co_await database_.query(ports::Scope::system(), end_others(user_id, kept, "revoked")));
  co_return Result<void>{};
}

ports::Statement Sessions::end_others(model::UserId user_id, model::SessionId kept,
                                      std::string reason) const {
  return {kEndOthers, {to_micros(clock_.now()), std::move(reason), user_id.uuid, kept.uuid}};
}

}  // namespace elevaite::identity
