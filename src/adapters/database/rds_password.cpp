#include "adapters/database/rds_password.hpp"

namespace elevaite::adapters::database {

// A token that was refused is not mended by another of the same second, but by what an operator
// grants, or by the role's next credentials: the connection's own pauses are enough.
Task<Result<std::string>> RdsPassword::password(bool) {
  CO_TRY(auto credentials, co_await credentials_.get());
  co_return aws::rds_token(endpoint_, credentials, clock_.now());
}

}  // namespace elevaite::adapters::database
