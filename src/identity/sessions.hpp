// Sessions: what a person has after signing in. A session is a family of refresh tokens.
//
// The rule (docs/decisions/0009):
// 1. The newest token is exchanged for its successor.
// 2. The token before it, within kRefreshGrace of that exchange, is given the same successor once
//    more, with a new access token: its answer was lost, or two tabs of one browser asked at once.
//    Nothing is written, so it does not matter how many ask, or in which process.
// 3. Any other token of the family that comes back has been stolen, or was stolen from whoever has
//    the newer one: the whole family ends. So it does as soon as the successor has been used, for
//    then it did arrive.
#pragma once
#include <string>
#include <vector>

#include "identity/options.hpp"
#include "identity/refresh_token.hpp"
#include "identity/signing_keys.hpp"
#include "model/principal.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

constexpr Duration kRefreshGrace = 60s;

struct Device {
  std::string user_agent;
  std::string remote_address;
};

// How somebody showed who they are, when the session began.
struct Proof {
  std::string provider{};  // through whom; empty: by password
  bool has_second_factor = false;
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
  std::string provider;
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
                          Device device, Proof proof = {}) const;
  Task<Result<SignedIn>> open(model::TenantId tenant_id, model::UserId user_id, model::Role role,
                              Device device, Proof proof = {});
  // How the person of a session had shown who they are. not_found when it has ended.
  Task<Result<Proof>> proof_of(model::SessionId id);
  // Its person has given a second factor since; and has none any more.
  Task<Result<void>> add_second_factor(model::SessionId id);
  Task<Result<void>> drop_second_factor(model::UserId user_id);

  // unauthenticated with reason "refresh_token_invalid", "refresh_token_reused" (the session has
  // been ended), "session_ended" or "second_factor_required" (the tenant asks for it now). The role
  // is read anew.
  Task<Result<SignedIn>> refresh(std::string refresh_token, Device device);
  // Ends the session that the token belongs to, whatever its generation; an unknown token is no
  // error.
  Task<Result<void>> sign_out(std::string refresh_token);
  Task<Result<void>> sign_out(model::SessionId id);

  // The living sessions of a person, most recently used first.
  Task<Result<std::vector<SessionView>>> list(model::UserId user_id);
  // not_found when it is not that person's.
  Task<Result<void>> revoke(model::UserId user_id, model::SessionId id);
  Task<Result<void>> revoke_others(model::UserId user_id, model::SessionId kept);
  // For a batch: ends every session of the person except one.
  ports::Statement end_others(model::UserId user_id, model::SessionId kept,
                              std::string reason) const;

 private:
  struct Stored;
  Task<Result<Stored>> load(model::SessionId id);
  Task<Result<void>> end(model::SessionId id, std::string reason);
  Task<Result<void>> refuse_reuse(Stored stored);
  bool is_grace_left(const Stored& stored) const;
  Result<SignedIn> hand_over(const Stored& stored, const RefreshToken& next,
                             Instant expires_at) const;
  Result<SignedIn> tokens_for(model::Principal principal, std::string refresh_token,
                              Instant refresh_expires_at) const;

  ports::Database& database_;
  const SigningKeys& keys_;
  const Clock& clock_;
  TokenOptions options_;
};

}  // namespace elevaite::identity
