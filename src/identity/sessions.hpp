// Sessions: what a person has after signing in. A session is a family of refresh tokens of which
// only the newest is valid. Using an older one again means that it was stolen: the whole family
// ends. The one exception: the token just replaced, within kConcurrentRefresh, is answered with
// `conflict` (reason "refresh_in_progress") and ends nothing, because two tabs of one browser do
// that innocently.
#pragma once
#include <string>
#include <vector>

#include "identity/options.hpp"
#include "identity/signing_keys.hpp"
#include "model/principal.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

constexpr Duration kConcurrentRefresh = 10s;

struct Device {
  std::string user_agent;
  std::string remote_address;
};

struct SignedIn {
  model::Principal principal;
  std::string access_token;
  Duration access_ttl;
  std::string refresh_token;
  Instant refresh_expires_at;
};

struct SessionView {
  model::SessionId id;
  model::TenantId tenant_id;
  std::string user_agent;
  std::string remote_address;
  Instant created_at;
  Instant refreshed_at;
  Instant expires_at;
};

class Sessions {
 public:
  Sessions(ports::Database& database, const SigningKeys& keys, const Clock& clock,
           TokenOptions options)
      : database_(database), keys_(keys), clock_(clock), options_(std::move(options)) {}

  // A session that is not stored yet: its tokens, and the statements that store it, to be batched
  // with whatever it belongs to. They also end the person's sessions beyond max_sessions.
  struct Opening {
    SignedIn signed_in;
    std::vector<ports::Statement> statements;
  };
  Result<Opening> prepare(model::TenantId tenant_id, model::UserId user_id, model::Role role,
                          Device device) const;
  Task<Result<SignedIn>> open(model::TenantId tenant_id, model::UserId user_id, model::Role role,
                              Device device);

  // unauthenticated with reason "refresh_token_invalid", "refresh_token_reused" (the session has
  // been ended) or "session_ended"; conflict as said above. The role is read anew.
  Task<Result<SignedIn>> refresh(std::string refresh_token, Device device);
  // Ends the session that the token belongs to, whatever its generation; an unknown token is no
  // error.
  Task<Result<void>> sign_out(std::string refresh_token);
  Task<Result<void>> sign_out(model::SessionId id);

  // The living sessions of a person, most recently used first.
  Task<Result<std::vector<SessionView>>> list(model::UserId user_id);
  // not_found when it is not that person's.
  Task<Result<void>> revoke(model::UserId user_id, model::SessionId id);
  // For a batch: ends every session of the person except one.
  ports::Statement end_others(model::UserId user_id, model::SessionId kept,
                              std::string reason) const;

 private:
  struct Stored;
  Task<Result<Stored>> load(model::SessionId id);
  Task<Result<void>> end(model::SessionId id, std::string reason);
  Task<Result<void>> refuse_old_token(const Stored& stored, std::int64_t generation);
  Result<SignedIn> tokens_for(model::Principal principal, std::string refresh_token,
                              Instant refresh_expires_at) const;

  ports::Database& database_;
  const SigningKeys& keys_;
  const Clock& clock_;
  TokenOptions options_;
};

}  // namespace elevaite::identity
