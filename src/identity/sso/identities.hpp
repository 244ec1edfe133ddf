// Whose account at a provider is whose account here.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "identity/sso/provider.hpp"
#include "model/sign_in_ids.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct IdentityView {
  model::IdentityId id;
  std::string provider;
  std::string email;  // may be empty
  Instant created_at;
  Instant last_used_at;
};

class Identities {
 public:
  Identities(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // Who signs in with it; none: nobody yet.
  Task<Result<std::optional<model::UserId>>> find(std::string provider, ProviderPerson person);
  // For a batch.
  ports::Statement insert(model::UserId user_id, std::string provider,
                          const ProviderPerson& person) const;
  // conflict, reason "identity_taken", when it is somebody else's; no error when it is theirs.
  Task<Result<void>> link(model::UserId user_id, std::string provider, ProviderPerson person);
  Task<Result<void>> touch(std::string provider, ProviderPerson person);

  struct Methods {
    bool has_password = false;
    std::vector<IdentityView> identities;
  };
  Task<Result<Methods>> methods_of(model::UserId user_id);
  // not_found when it is not theirs; conflict, reason "last_sign_in_method".
  Task<Result<void>> unlink(model::UserId user_id, model::IdentityId id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
