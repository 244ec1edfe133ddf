// Who stands behind a bearer token: for every request of every API. Access tokens are verified with
// the published keys alone; API keys are looked up by hash and believed for `api_key_cache_ttl`.
// Bounds, for the documents: a revoked API key, a secret that was renewed without overlap and a
// narrowed list of addresses are believed at most api_key_cache_ttl longer; after sign-out an
// access token works until it expires. Loop thread only.
#pragma once
#include <memory>
#include <string>

#include "core/crypto/jwt.hpp"
#include "core/lru_cache.hpp"
#include "core/metrics.hpp"
#include "core/net/address_block.hpp"
#include "core/net/client.hpp"
#include "model/principal.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct AuthenticatorOptions {
  std::string issuer = "elevaite";
  std::string audience = "elevaite";
  Duration api_key_cache_ttl = 5s;
  // Where keys come from when the process does not share the identity tables; empty: from the
  // database.
  std::string jwks_url{};
  Duration key_refresh_interval = 5min;
  // An unknown key id asks for newer keys, but not more often than this.
  Duration min_key_refresh = 5s;
};

class Authenticator {
 public:
  // `http` may be null without a jwks_url. Everything given must outlive the authenticator.
  Authenticator(Executor executor, ports::Database& database, net::HttpClient* http,
                const Clock& clock, Metrics& metrics, AuthenticatorOptions options);
  ~Authenticator();
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;

  // unauthenticated (reasons "token_invalid", "token_expired", "api_key_invalid"), or unavailable
  // when the keys cannot be read. `remote_address` is the client's: permission_denied (reason
  // "address_refused") when the API key may not be used from there.
  Task<Result<model::Principal>> authenticate(std::string bearer, std::string remote_address);
  // Forgets what is remembered of API keys (tests, and an operator's signal).
  void forget_api_keys();
  // Waits for what it still writes (last_used_at).
  Task<void> stop();

 private:
  struct KnownKey {
    std::optional<model::Principal> principal;  // none: there is no such key
    std::optional<Instant> expires_at;          // of the previous secret: when it stops
    bool is_previous = false;                   // the secret before the present one
    bool has_address_list = false;
    std::vector<net::AddressBlock> allowed_addresses;
    Instant believed_until;
    Instant last_used_written_at;

    bool may_come_from(std::string_view address) const;
  };
  Task<Result<model::Principal>> authenticate_token(std::string token);
  Task<Result<model::Principal>> authenticate_api_key(std::string key, std::string remote_address);
  Task<Result<KnownKey>> look_up(crypto::Digest digest);
  Task<Result<void>> refresh_keys();
  Task<Result<std::vector<crypto::Es256PublicKey>>> fetch_keys();
  Task<void> write_last_used(model::TenantId tenant_id, model::ApiKeyId id, bool is_previous,
                             Instant at);
  Error refuse_address(model::Principal principal, std::string remote_address);
  Task<void> write_refusal(model::Principal principal);

  ports::Database& database_;
  net::HttpClient* http_;
  const Clock& clock_;
  AuthenticatorOptions options_;
  crypto::TokenVerifier verifier_;
  LruCache<crypto::Digest, KnownKey, crypto::DigestHash> known_keys_;
  LruCache<model::ApiKeyId, Instant> refusals_;  // when one was written to the audit log last
  Counter& refused_addresses_;
  Instant keys_read_at_{};
  bool has_keys_ = false;
  TaskGroup writes_;
};

}  // namespace elevaite::identity
