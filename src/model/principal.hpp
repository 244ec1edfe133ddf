// Who makes a request: read from a verified token or key, never from the request's own words.
#pragma once
#include <string>

#include "model/ids.hpp"
#include "model/permission.hpp"

namespace elevaite::model {

struct Principal {
  enum class Kind { session, api_key };

  Kind kind = Kind::session;
  TenantId tenant_id{};
  UserId user_id{};
  Role role = Role::viewer;
  // What the role grants, narrowed by an API key's scopes.
  PermissionSet permissions{};
  SessionId session_id{};        // nil for an API key
  ApiKeyId api_key_id{};         // nil for a session
  std::string remote_address{};  // where the request came from, for the audit log
};

}  // namespace elevaite::model
