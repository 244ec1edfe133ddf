#include "http/step_up.hpp"

namespace elevaite::http {

Task<Result<void>> step_up(auth::AuthServices& services, RequestContext& context) {
  auto user_id = context.principal.user_id;
  CO_TRY(auto methods, co_await services.identities.methods_of(user_id));
  if (methods.has_password) {
    std::string password(find_string(context.body, "password").value_or(""));
    co_return co_await services.accounts.confirm_password(user_id, std::move(password));
  }
  CO_TRY(auto factor, co_await services.second_factors.state_of(user_id));
  if (!factor.is_enrolled) co_return Result<void>{};
  std::string code(find_string(context.body, "code").value_or(""));
  co_return co_await services.second_factors.verify(user_id, std::move(code));
}

}  // namespace elevaite::http
