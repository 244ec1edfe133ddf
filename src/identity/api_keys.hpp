// API keys: "elv_" + 12 hex digits (shown) + "_" + 43 characters (secret). Only the SHA-256 of the
// whole is stored: with 256 random bits a slow hash would protect nothing more.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/principal.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

constexpr std::string_view kApiKeyPrefix = "elv_";

struct ApiKeyView {
  model::ApiKeyId id;
  model::UserId user_id;
  std::string name;
  std::string prefix;
  model::Role role;
  std::vector<model::Permission> scopes;  // empty: all that the role grants
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> last_used_at;
};

struct NewApiKey {
  std::string name;
  model::Role role = model::Role::builder;
  std::vector<std::string> scopes{};
  std::optional<Instant> expires_at{};
};

struct CreatedApiKey {
  ApiKeyView view;
  std::string secret;  // the whole key, for the only time
};

class ApiKeys {
 public:
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

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
