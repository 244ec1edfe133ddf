// API keys: "elv_" + 12 hex digits (shown) + "_" + 43 characters (secret). Only the SHA-256 of the
// whole is stored: with 256 random bits a slow hash would protect nothing more.
//
// A key keeps its id when its secret is renewed. The secret before may go on for up to a week, so
// that nobody who uses the key stands still; of three secrets the oldest is dead at once.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/principal.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

constexpr std::string_view kApiKeyPrefix = "elv_";

struct PreviousSecret {
  std::string prefix;
  Instant until;
  std::optional<Instant> used_at;  // since the renewal: who still has to change?
};

struct ApiKeyView {
  model::ApiKeyId id;
  model::UserId user_id;
  std::string name;
  std::string prefix;
  model::Role role = model::Role::viewer;
  std::vector<model::Permission> scopes;  // empty: all that the role grants
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
  std::vector<std::string> allowed_addresses;  // CIDR blocks; empty: from everywhere
  std::optional<Instant> rotated_at;
  std::optional<PreviousSecret> previous;  // while it works
};

struct NewApiKey {
  std::string name;
  model::Role role = model::Role::builder;
  std::vector<std::string> scopes{};
  std::optional<Instant> expires_at{};
  std::vector<std::string> allowed_addresses{};
};

// What is absent stays.
struct ApiKeyChange {
  std::optional<std::string> name{};
  std::optional<std::vector<std::string>> allowed_addresses{};
};

struct CreatedApiKey {
  ApiKeyView view;
  std::string secret;  // the whole key, for the only time
};

class ApiKeys {
 public:
  static constexpr Duration kMaxOverlap = std::chrono::hours(24 * 7);

  ApiKeys(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // The key acts as its creator with at most this role. invalid_argument lists every bad field;
  // permission_denied for a role or scope beyond the creator's own; limit_exceeded at kMaxApiKeys.
  Task<Result<CreatedApiKey>> create(model::Principal creator, NewApiKey request);
  struct Page {
    std::vector<ApiKeyView> keys;
    bool has_more = false;
  };
  // Newest first; `before` is the last id of the page before.
  Task<Result<Page>> list(model::TenantId tenant_id, std::optional<model::ApiKeyId> before,
                          std::int64_t limit);
  // Someone else's key only for who may manage members.
  Task<Result<void>> revoke(model::Principal principal, model::ApiKeyId id);
  // A new secret for the same key; the present one works for `overlap` more. Only for whose key it
  // is, with all that the key may do: whoever holds the secret acts as them. conflict (reasons
  // "key_expired", "rotated_meanwhile").
  Task<Result<CreatedApiKey>> rotate(model::Principal principal, model::ApiKeyId id,
                                     Duration overlap);
  // Someone else's key only for who may manage members.
  Task<Result<ApiKeyView>> update(model::Principal principal, model::ApiKeyId id,
                                  ApiKeyChange change);

 private:
  Task<Result<std::vector<std::string>>> inherit_addresses(model::Principal creator,
                                                           std::vector<std::string> wanted);
  // The living key. not_found.
  Task<Result<ApiKeyView>> find(model::TenantId tenant_id, model::ApiKeyId id);
  Task<Result<ApiKeyView>> find_own(model::Principal principal, model::ApiKeyId id);

  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
