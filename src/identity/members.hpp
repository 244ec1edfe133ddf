// Who belongs to a tenant.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/task.hpp"
#include "core/time.hpp"
#include "model/ids.hpp"
#include "model/permission.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

struct Member {
  Uuid id;  // of the membership, by which the list goes on
  model::UserId user_id;
  std::string name;  // may be empty
  std::string email;
  model::Role role = model::Role::viewer;
  Instant joined_at;
};

class Members {
 public:
  explicit Members(ports::Database& database) : database_(database) {}

  // Those who have been there longest first; after the membership `after`, `limit` at most.
  Task<Result<std::vector<Member>>> list(model::TenantId tenant_id, std::optional<Uuid> after,
                                         std::int64_t limit);

 private:
  ports::Database& database_;
};

}  // namespace elevaite::identity
