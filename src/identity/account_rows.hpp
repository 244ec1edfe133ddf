// The rows that a new account begins with, whatever way somebody came in: as statements, so that
// each way writes them in one batch with its own.
#pragma once
#include "model/permission.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct NewUser {
  model::UserId id;
  std::string email;
  std::string name;
  std::string password_hash;  // empty: no password
  bool is_verified = false;   // whether the address is known to be theirs
};

ports::Statement insert_user(NewUser user, Instant now);
ports::Statement insert_tenant(model::TenantId id, std::string name, Instant now);
ports::Statement insert_member(model::TenantId tenant_id, model::UserId user_id, model::Role role,
                               Instant now);

}  // namespace elevaite::identity
